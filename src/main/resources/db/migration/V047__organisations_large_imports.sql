-- A file is read a piece at a time; of a compressed one each piece would cost unpacking all that is before it.
alter table import_file alter column content set storage external;
