-- What guards keys: proofs that serve one act, letters that are sealed while they wait, and how an organisation's own sign-in says
-- that it asked for a second factor.

-- When whoever sits at the session last proved it anew; null until then, and once an act has used the proof up.
alter table session add column proved_at timestamptz;

-- Letters of before wait as they were written, three days at most.
alter table mail add column sealed boolean not null default false;

-- The claim of an ID token that tells of a second factor, and the values of it that do; null where none was named.
alter table oidc_provider add column factor_claim text check (factor_claim in ('acr', 'amr'));
alter table oidc_provider add column factor_values jsonb check ((factor_claim is null) = (factor_values is null));
