-- What apps asked of things. A request outlives its thing, so that its outcome can still be read.
create table action_request (
    id uuid primary key, -- version 7: ordered by the time it was made
    app_id uuid not null references app on delete cascade,
    subject text not null,
    thing_id uuid not null,
    component_id text not null,
    action_id text not null,
    client_id uuid, -- the connector client that made the thing; null if the app made it
    parameters jsonb not null, -- texts by name
    status text not null check (status in ('PENDING', 'COMPLETED', 'FAILED', 'CANCELED')),
    error text,
    created timestamptz not null,
    deadline timestamptz not null,
    ended timestamptz,
    key text, -- a second request with the same key within a day is the same request
    key_hash bytea, -- SHA-256 of what was asked with the key
    check ((status = 'PENDING') = (ended is null))
);

create unique index action_request_key on action_request (app_id, key) where key is not null;
create index action_request_of_thing on action_request (app_id, thing_id, id);
create index action_request_of_subject on action_request (app_id, subject, id);
create index action_request_pending on action_request (deadline) where status = 'PENDING';
create index action_request_age on action_request using brin (created);

-- Where the requests for things that an app made go.
create table action_callback (
    app_id uuid primary key references app on delete cascade,
    url bytea not null, -- sealed, for it may carry a secret of the app
    private_key bytea not null, -- sealed: Ed25519, PKCS #8 in base64
    public_key bytea not null -- its 32 bytes
);
comment on column action_callback.url is 'sealed as action-callback-url:{app_id}';
comment on column action_callback.private_key is 'sealed as action-callback-key:{app_id}';

-- The unguessable address at which others may ask for actions of the things that an app's clients made.
create table action_door (
    app_id uuid primary key references app on delete cascade,
    hash bytea not null unique, -- SHA-256 of the token
    token bytea not null -- sealed
);
comment on column action_door.token is 'sealed as action-door:{app_id}';
