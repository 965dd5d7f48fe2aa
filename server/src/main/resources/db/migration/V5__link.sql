-- a consent that was begun; gone once it was used, or a day later
create table consent (
    state_hash bytea primary key,  -- SHA-256 of the state of an authorization request, or of a device code
    app_id     uuid not null references app on delete cascade,
    client_id  uuid not null references client on delete cascade,
    sealed     bytea not null,     -- what the next step needs, sealed for "consent:<client id>"
    device     boolean not null,
    poll_at    timestamptz,        -- of a device code: when the vendor is asked next
    expires_at timestamptz not null
);

create index consent_of_client on consent (client_id);
create index consent_of_device on consent (poll_at) where device;

-- what a customer granted us at a vendor
create table vendor_grant (
    client_id   uuid primary key references client on delete cascade,
    app_id      uuid not null references app on delete cascade,
    generation  bigint not null,   -- grows with every new pair of tokens
    sealed      bytea not null,    -- the pair, sealed for "grant:<client id>"
    dead        text,              -- why it no longer works, in words
    lease       uuid,              -- who is refreshing it now
    lease_until timestamptz,
    intent_at   timestamptz        -- a refresh was begun with this generation, and its outcome is not known yet
);

-- tokens to revoke at a vendor whose client is gone
create table revocation (
    id       uuid primary key,
    type_id  text not null,
    sealed   bytea not null,       -- token and client credentials, sealed for "revocation:<id>"
    attempts integer not null default 0,
    try_at   timestamptz not null default now()
);

comment on column consent.sealed is 'sealed as consent:{client_id}';
comment on column vendor_grant.sealed is 'sealed as grant:{client_id}';
comment on column revocation.sealed is 'sealed as revocation:{id}';
