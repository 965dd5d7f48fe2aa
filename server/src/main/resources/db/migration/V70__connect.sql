-- Links that lead an end customer through connecting a technology. Each is used by one browser.
create table connect_session (
    hash bytea primary key, -- SHA-256 of the link's secret
    app_id uuid not null references app on delete cascade,
    subject text not null,
    types text[] not null, -- what may be chosen
    return_url text not null,
    browser bytea, -- SHA-256 of the key in the cookie of whoever opened it first
    client_id uuid, -- the client that is connected, or to be connected again
    again boolean not null, -- whether the app named the client
    made boolean not null default false, -- whether the client was made here
    outcome text, -- how the last consent or attempt ended; null while it goes on
    ended_at timestamptz,
    attempts int not null default 0,
    expires_at timestamptz not null,
    check ((outcome is null) = (ended_at is null))
);

create index connect_session_of_client on connect_session (client_id) where client_id is not null;
create index connect_session_expires on connect_session (expires_at);
