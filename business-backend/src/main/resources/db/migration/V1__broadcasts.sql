-- Broadcasts, what became of them, and what they use. All times are PostgreSQL's own.

create table broadcast (
  id            text primary key,
  version       integer     not null,
  owner         text        not null, -- API key on whose account it is
  title         text        not null,
  host_id       text        not null,
  host_name     text        not null,
  state         text        not null check (state in ('CREATED', 'LIVE', 'INTERRUPTED', 'ENDED')),
  state_since   timestamptz not null,
  room_id       text        not null unique,
  stream_key    text        not null unique,
  request_key   text,                 -- Idempotency-Key of the creation
  created_at    timestamptz not null,
  ended_at      timestamptz,
  look_at       timestamptz not null default now(), -- when the keeper looks at it next
  check ((state = 'ENDED') = (ended_at is not null))
);
create index broadcast_newest on broadcast (created_at desc, id desc);
create index broadcast_newest_of_owner on broadcast (owner, created_at desc, id desc);
create index broadcast_to_look_at on broadcast (look_at) where state <> 'ENDED';
create unique index broadcast_request on broadcast (owner, request_key);

create table broadcast_change (
  broadcast_id  text        not null references broadcast on delete cascade,
  ordinal       integer     not null,
  from_state    text,
  to_state      text        not null,
  cause         text        not null,
  detail        text        not null,
  at            timestamptz not null,
  primary key (broadcast_id, ordinal)
);

create table room_pair (
  room_id       text primary key,
  stream_key    text        not null unique,
  state         text        not null
    check (state in ('FREE', 'RESERVED', 'IN_USE', 'RELEASING', 'RESTING')),
  broadcast_id  text,
  since         timestamptz not null default now(),
  attempts      integer     not null default 0, -- to delete the room at mcu-api
  next_try      timestamptz not null default now()
);
create index room_pair_by_state on room_pair (state, since);

create table invitation (
  id             text primary key,
  broadcast_id   text        not null references broadcast on delete cascade,
  name           text        not null,
  role           text        not null,
  participant_id text        not null,
  expires_at     timestamptz not null,
  created_at     timestamptz not null default now()
);
create index invitation_of_broadcast on invitation (broadcast_id, created_at);

create table received_event (
  id            text primary key,
  received_at   timestamptz not null default now()
);
create index received_event_by_time on received_event (received_at);

-- The newest sequence that had an effect, per room and thing that events are about.
create table event_cursor (
  room_id       text        not null,
  subject       text        not null,
  sequence      bigint      not null,
  primary key (room_id, subject)
);

create table alert (
  id            bigint generated always as identity primary key,
  broadcast_id  text        not null references broadcast on delete cascade,
  kind          text        not null,
  subject       text        not null,
  detail        text        not null,
  raised_at     timestamptz not null default now(),
  cleared_at    timestamptz
);
create unique index alert_open on alert (broadcast_id, kind, subject) where cleared_at is null;
create index alert_of_broadcast on alert (broadcast_id, raised_at);
