-- Set while a customer is being erased: nothing new is made for them.
alter table subject add column erasing boolean not null default false;

-- Which things of a customer the log speaks of, those that are gone included. Few rows are of these kinds.
create index change_log_of_subject on change_log (app_id, value) where kind in ('ADDED', 'REMOVED');

-- Erasures of customers, and what is left of them: a receipt that names nobody.
create table erasure (
    id uuid primary key,
    app_id uuid not null references app on delete cascade,
    subject text, -- whose data is being erased; null once it is
    clients int not null default 0, -- erased so far, as the next two
    things int not null default 0,
    actions int not null default 0,
    scanned bigint not null default 0, -- up to this position the change log is erased
    started timestamptz not null,
    ended timestamptz,
    check ((subject is null) = (ended is not null))
);

create unique index erasure_of_subject on erasure (app_id, subject) where subject is not null;
