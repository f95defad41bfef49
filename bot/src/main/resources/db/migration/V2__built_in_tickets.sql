-- Built-in tickets: when they were last changed, their files and their links.
alter table desk_tickets add column updated_at timestamp with time zone;
update desk_tickets set updated_at = created_at;
alter table desk_tickets alter column updated_at set not null;

create table desk_attachments (
  system_key varchar(40) not null references desk_tickets (system_key),
  name varchar(300) not null,
  media_type varchar(200) not null,
  content bytea not null,
  primary key (system_key, name)
);
create table desk_links (
  system_key varchar(40) not null references desk_tickets (system_key),
  url varchar(2000) not null,
  title varchar(400) not null,
  primary key (system_key, url)
);
