-- The telephone number of the teacher who comes along: for whoever runs the visit, removed the day after it (rules 8).
alter table booking add column teacher_phone text,
  add constraint phone_of_classes check (teacher_phone is null or kind = 'CLASS' and length(teacher_phone) between 1 and 30);
alter table booking alter column teacher_phone set statistics 0;
