-- Which classes somebody of a school calls the own ones (journey 2).
create table own_class (
  account_id bigint not null references account (id),
  class_id   bigint not null references school_class (id) on delete cascade,
  primary key (account_id, class_id)
);
create index on own_class (class_id);
