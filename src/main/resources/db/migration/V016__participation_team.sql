-- Somebody of the team is never in two places at the same time (rules 3), set-up and clean-up of the session included.
alter table assignment add column during tstzrange;
delete from assignment w using session s where s.id = w.session_id and s.state = 'CANCELLED';
update assignment w
   set during = tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute')
  from session s join activity a on a.id = s.activity_id
 where s.id = w.session_id;
-- of two at the same time the one that was made first stays
delete from assignment w
 where exists (select from assignment o
                where o.account_id = w.account_id and o.during && w.during
                  and (o.assigned_at, o.session_id) < (w.assigned_at, w.session_id));
alter table assignment alter column during set not null,
  add constraint assigned_in_one_place exclude using gist (account_id with =, during with &&);
