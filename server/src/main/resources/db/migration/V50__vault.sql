-- One sealed word that tells at start whether the keyset is the one that the other sealed values need.
create table vault_canary (
    name   text primary key check (name = 'canary'),
    sealed bytea not null
);
comment on column vault_canary.sealed is 'sealed as vault:{name}';
