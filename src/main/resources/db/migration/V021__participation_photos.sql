-- Whether photos may be made of a class: a yes or no per booking, no unless the school says so (rules 8). That of a visitor is in
-- sign_up, and goes with the rest of what is known of them.
alter table booking add column photo_permission boolean not null default false,
  add constraint photos_of_classes check (kind = 'CLASS' or not photo_permission);
