-- Who owns which slice. The epoch grows with every change of owner and fences the former one.
create table slice (
    number int primary key check (number between 0 and 255),
    owner text,
    epoch bigint not null default 0
);

insert into slice (number) select generate_series(0, 255);
