-- Every end customer an app ever created a resource for.
create table subject (
    app_id uuid not null references app (id) on delete cascade,
    id text not null,
    primary key (app_id, id)
);

-- client_id is the connector client that found the thing; null if the app made it.
-- fingerprint tells whether a thing that is reported again still has the same shape.
create table thing (
    id uuid primary key,
    app_id uuid not null references app (id) on delete cascade,
    subject text not null,
    client_id uuid,
    name text not null,
    manufacturer text not null,
    display_type text not null,
    main_component_id text not null,
    status text not null check (status in ('AVAILABLE', 'UNAVAILABLE', 'UNKNOWN')),
    attributes jsonb not null,
    fingerprint bytea,
    created timestamptz not null
) with (fillfactor = 90);

create index thing_of_subject on thing (app_id, subject, id);
create index thing_of_client on thing (client_id) where client_id is not null;

create table component (
    thing_id uuid not null references thing (id) on delete cascade,
    id text not null,
    place int not null,
    name text not null,
    component_type text not null,
    capabilities jsonb not null,
    actions jsonb not null,
    primary key (thing_id, id)
);

-- The last three columns change all the time and must stay out of every index: then an update finds room in its
-- own page and touches no index.
create table property (
    thing_id uuid not null,
    component_id text not null,
    id text not null,
    place int not null,
    name text not null,
    type text not null check (type in ('NUMBER', 'STRING', 'BOOLEAN')),
    unit text not null,
    property_type text not null,
    value text,
    at timestamptz,
    received timestamptz,
    primary key (thing_id, component_id, id),
    foreign key (thing_id, component_id) references component (thing_id, id) on delete cascade
) with (fillfactor = 75);

-- Which thing a vendor's device is. Outlives the thing: a device that comes back is the same thing again.
create table mapping (
    client_id uuid not null,
    connector_thing_id text not null,
    thing_id uuid not null unique,
    app_id uuid not null references app (id) on delete cascade,
    primary key (client_id, connector_thing_id)
);

create index mapping_of_app on mapping (app_id);

-- What changed, in the order of position. Positions are drawn before they are committed, so a row can become visible
-- after rows of higher positions. Partitions by month are made ahead and dropped by the service.
-- kind VALUE: a property's value; STATUS: a thing's, in value; ADDED, REMOVED: a thing, whose subject is in value.
create table change_log (
    position bigint generated always as identity,
    app_id uuid not null,
    kind text not null,
    thing_id uuid not null,
    component_id text,
    property_id text,
    value text,
    at timestamptz not null,
    received timestamptz not null,
    primary key (position, received)
) partition by range (received);
