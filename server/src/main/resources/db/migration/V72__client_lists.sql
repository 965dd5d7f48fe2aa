-- What a client is in, in one word: running, starting or paused, or who must act before it works again. Lists of an app's
-- clients are filtered by it.
alter table client add column state text not null generated always as (
    case when paused then 'PAUSED'
         when not linked then 'SUBJECT'
         when status = 'ERROR' then coalesce(who, 'NOBODY')
         else status end) stored;

-- in the order of bytes, whatever the database's own is: then a prefix is a range. It is written on transitions only.
create index client_of_app on client (app_id, state, subject collate "C", type_id collate "C");

-- what happened to one client or thing, newest first; values, which are nearly all of the log, are not in it
create index change_log_of_about on change_log (about, at) where about is not null;
