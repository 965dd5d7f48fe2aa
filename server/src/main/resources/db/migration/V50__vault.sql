-- One sealed word that tells at start whether the keyset is the one that the other sealed values need.
create table vault_canary (
    only_one boolean primary key default true check (only_one),
    sealed   bytea not null
);
comment on column vault_canary.sealed is 'sealed as vault_canary:{only_one}';
