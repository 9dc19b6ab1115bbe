-- When the board was reminded to judge the conditions of a year: at most twice.
create table condition_reminder (
  year    int not null check (year between 2000 and 2100),
  number  int not null check (number in (1, 2)),
  sent_on date not null,
  primary key (year, number)
);
