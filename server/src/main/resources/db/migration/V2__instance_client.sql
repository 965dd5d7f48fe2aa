create table instance (
    id            uuid primary key,
    app_id        uuid not null references app on delete cascade,
    type_id       text not null,
    configuration bytea not null, -- JSON, sealed for "instance:<id>"
    alternate     bytea,          -- a second one, while credentials are changed at the vendor; sealed alike
    created_at    timestamptz not null default now(),
    unique (app_id, type_id)
);

create table client (
    id            uuid primary key,
    app_id        uuid not null references app on delete cascade,
    instance_id   uuid not null references instance,
    type_id       text not null,
    subject       text not null,
    slice         smallint not null,
    configuration bytea not null, -- JSON, sealed for "client:<id>"
    memory        jsonb not null default '{}',
    paused        boolean not null default false,
    linked        boolean not null default true, -- false while the end customer's consent is missing
    status        text not null default 'STARTING',
    who           text,
    cause         text,
    since         timestamptz not null default now(),
    created_at    timestamptz not null default now(),
    unique (app_id, subject, type_id)
);

create index client_of_slice on client (slice, id);
create index client_of_instance on client (instance_id, id);

comment on column instance.configuration is 'sealed as instance:{id}';
comment on column instance.alternate is 'sealed as instance:{id}';
comment on column client.configuration is 'sealed as client:{id}';
