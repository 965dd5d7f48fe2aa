-- A run of values of one property, all of one type and unit: what the change log's rows would otherwise repeat. A property
-- whose type or unit changes begins a new one. It outlives its property until the log has forgotten its values.
create table series (
    id bigint generated always as identity primary key,
    app_id uuid not null references app (id) on delete cascade,
    subject text not null,
    thing_id uuid not null,
    component_id text not null,
    property_id text not null,
    property_type text not null,
    unit text not null,
    type text not null check (type in ('NUMBER', 'STRING', 'BOOLEAN')),
    ended timestamptz, -- since when no property has it
    unique (thing_id, component_id, property_id, type, unit)
);

create index series_of_subject on series (app_id, subject);
create index series_ended on series (ended) where ended is not null;

insert into series (app_id, subject, thing_id, component_id, property_id, property_type, unit, type)
select t.app_id, t.subject, p.thing_id, p.component_id, p.id, p.property_type, p.unit, p.type
from property p join thing t on t.id = p.thing_id
order by p.thing_id, p.component_id, p.id;

alter table property add column series bigint;

update property p set series = s.id
from series s
where (s.thing_id, s.component_id, s.property_id) = (p.thing_id, p.component_id, p.id);

alter table property alter column series set not null;

alter table change_log rename to former_change_log;

-- Positions are drawn one by one in the transaction that appends, before it commits: a row can become visible after rows
-- of higher positions. ChangeReader tells up to where all is settled; for that, whoever appends must name this table, not a partition.
create sequence change_position;

-- What changed, in the order of position. Partitions by week are made ahead and dropped by the service.
-- kind, and what is in the row besides app_id, position and the two times:
--   1 VALUE    a property's: series; value, null if it has none now
--   2 STATUS   a thing's: about, subject; value
--   3 ADDED, 4 CHANGED, 5 REMOVED   a thing, or what it looks like: about, subject
--   6 CLIENT   a connector client: about, subject; value
--   7 ACTION   a request of an action: about, subject; value
-- at: since when it is so, by the vendor's clock if it has one, and never after received: when the service learned it.
create table change_log (
    position bigint not null default nextval('change_position'),
    series bigint,
    at timestamptz not null,
    received timestamptz not null,
    app_id uuid not null,
    about uuid,
    kind smallint not null,
    subject text,
    value text,
    check ((kind = 1) = (series is not null)),
    check (kind = 1 or num_nonnulls(about, subject) = 2)
) partition by range (received);

alter sequence change_position owned by change_log.position;

create index change_log_position on change_log (position);
create index change_log_of_app on change_log (app_id, position);
create index change_log_of_series on change_log (series, at) where series is not null;

-- values of properties that are gone: of what type they were is not known any more
insert into series (app_id, subject, thing_id, component_id, property_id, property_type, unit, type, ended)
select l.app_id, named.subject, l.thing_id, l.component_id, l.property_id, '', '', 'STRING', now()
from former_change_log l
join (select distinct on (thing_id) thing_id, value as subject
      from former_change_log where kind in ('ADDED', 'REMOVED') and value is not null
      order by thing_id, position) named using (thing_id)
join app on app.id = l.app_id
where l.kind = 'VALUE' and not exists (
    select from property p where (p.thing_id, p.component_id, p.id) = (l.thing_id, l.component_id, l.property_id))
group by l.app_id, named.subject, l.thing_id, l.component_id, l.property_id;

do $$
declare
    week timestamptz;
begin
    for week in
        select distinct date_trunc('week', received, 'UTC') from former_change_log
    loop
        execute format(
            'create table %I partition of change_log for values from (%L) to (%L)',
            'change_log_' || to_char(week at time zone 'UTC', 'YYYY_MM_DD'), week, week + interval '168 hours');
    end loop;
end
$$;

insert into change_log (position, series, at, received, app_id, about, kind, subject, value)
select l.position, s.id, l.at, l.received, l.app_id, null, 1, null, l.value
from former_change_log l
join lateral (
    select id from series
    where (thing_id, component_id, property_id) = (l.thing_id, l.component_id, l.property_id)
    order by ended nulls first limit 1) s on true
where l.kind = 'VALUE'
union all
select l.position, null, l.at, l.received, l.app_id, l.thing_id,
       case l.kind when 'STATUS' then 2 when 'ADDED' then 3 else 5 end,
       coalesce(t.subject, named.subject),
       case l.kind when 'STATUS' then l.value end
from former_change_log l
left join thing t on t.id = l.thing_id
left join (select distinct on (thing_id) thing_id, value as subject
           from former_change_log where kind in ('ADDED', 'REMOVED') and value is not null
           order by thing_id, position) named on named.thing_id = l.thing_id
where l.kind <> 'VALUE' and coalesce(t.subject, named.subject) is not null
order by 1;

select setval('change_position', greatest(1, (select max(position) from former_change_log)));

drop table former_change_log;
