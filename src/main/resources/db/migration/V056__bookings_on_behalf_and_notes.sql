-- A booking that the programme manager makes for a school: by whom, and who comes along where that person has no account.
alter table booking
  add column made_by bigint references account (id),
  add column contact_name text check (length(contact_name) between 1 and 100),
  add column contact_email text check (length(contact_email) between 3 and 254),
  add constraint contact_of_classes check ((contact_name is null) = (contact_email is null)
    and (contact_name is null or kind = 'CLASS' and made_by is not null));
alter table booking alter column contact_name set statistics 0, alter column contact_email set statistics 0;

-- With the contact as an addressee; made anew with the published views.
drop function class_mail_recipients(bigint, bigint);

-- What the staff notes with a booking, and the files that belong to it; the school does not see them. Removed after the retention period.
create table booking_note (
  id         bigint generated always as identity primary key,
  booking_id bigint not null references booking (id),
  body       text check (length(body) between 1 and 2000),
  file_name  text check (length(file_name) between 1 and 120),
  media      text,
  content    bytea check (length(content) between 1 and 5000000),
  account_id bigint not null references account (id),
  at         timestamptz not null,
  check (body is not null or content is not null),
  check ((content is null) = (file_name is null) and (content is null) = (media is null))
);
create index on booking_note (booking_id);
alter table booking_note alter column body set statistics 0, alter column file_name set statistics 0, alter column content set statistics 0;
