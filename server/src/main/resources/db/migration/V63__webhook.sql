-- Where apps want to be told of changes. position: all that matches up to it was delivered.
create table webhook (
    id uuid primary key,
    app_id uuid not null references app on delete cascade,
    subject text, -- null: of all end customers
    url bytea not null, -- sealed, for it may carry a secret of the app
    secret bytea not null, -- sealed
    former_secret bytea, -- sealed; signs, too, until former_until
    former_until timestamptz,
    types text[] not null, -- empty: all
    batch int not null check (batch between 1 and 100),
    enabled boolean not null default true,
    disabled_reason text,
    position bigint not null,
    version bigint not null default 1, -- grows with every change that is not a delivery's
    failures int not null default 0, -- in a row, of the message after position
    failing_since timestamptz,
    next_attempt timestamptz,
    created timestamptz not null,
    changed timestamptz not null
);
comment on column webhook.url is 'sealed as webhook-url:{id}';
comment on column webhook.secret is 'sealed as webhook-secret:{id}';
comment on column webhook.former_secret is 'sealed as webhook-secret:{id}';

create index webhook_of_app on webhook (app_id, id);
create index webhook_of_subject on webhook (app_id, subject) where subject is not null;
create index webhook_changed on webhook (changed);

-- The last messages of each webhook and what came of them; how many and for how long is the service's to bound.
create table webhook_delivery (
    webhook_id uuid not null references webhook on delete cascade,
    number bigint generated always as identity,
    message text not null, -- its webhook-id
    first_position bigint not null,
    last_position bigint not null,
    events int not null,
    delivered boolean not null,
    attempts int not null,
    response_status int,
    excerpt text, -- of the answer's body
    error text,
    first_attempt timestamptz not null,
    last_attempt timestamptz not null,
    primary key (webhook_id, message)
);

create unique index webhook_delivery_number on webhook_delivery (webhook_id, number);
create index webhook_delivery_age on webhook_delivery using brin (last_attempt);
