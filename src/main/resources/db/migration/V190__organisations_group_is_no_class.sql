-- A group that was booked with is not one of the school's own classes, so it may have the name that a class gets when it moves up.
create unique index school_class_label_of_its_kind on school_class (site_id, school_year, label, booking_group) where ended_at is null;
drop index school_class_label;
