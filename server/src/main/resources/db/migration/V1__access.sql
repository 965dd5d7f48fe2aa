-- a developer
create table account (
    id uuid primary key,
    number bigint generated always as identity unique,
    email text not null unique check (email = lower(email)),
    password text not null, -- Argon2id with its parameters and salt
    created timestamptz not null
);

-- An app is the tenant. Every table with an app's data says `references app on delete cascade`, so that deleting an
-- app leaves nothing behind.
create table app (
    id uuid primary key, -- its client_id too
    account uuid not null references account on delete cascade,
    name text not null,
    secret bytea not null, -- SHA-256: it is 256 random bits, which no slow hash makes harder to guess
    former_secret bytea,
    former_until timestamptz,
    created timestamptz not null,
    check ((former_secret is null) = (former_until is null))
);

create index app_of_account on app (account, id);

create table token (
    hash bytea primary key, -- SHA-256, as above
    app uuid references app on delete cascade,
    account uuid references account on delete cascade,
    scopes text not null, -- separated by spaces
    expires timestamptz not null,
    check (num_nonnulls(app, account) = 1)
);

create index token_of_app on token (app, expires) where app is not null;
create index token_of_account on token (account, expires) where account is not null;
