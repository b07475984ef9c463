-- A store as schema 4 left it: that of schema 1, brought up to date.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('domain','school.example');
INSERT INTO setting VALUES('hold','2592000');
INSERT INTO setting VALUES('lockout-failures','10');
INSERT INTO setting VALUES('lockout-for','1800');
INSERT INTO setting VALUES('lockout-within','600');
INSERT INTO setting VALUES('policy',replace('mode: authoritative\nprotected: [postmaster]\n','\n',char(10)));
INSERT INTO setting VALUES('protected','postmaster');
INSERT INTO setting VALUES('store-id','zn601jij9ocrkwy5');
CREATE TABLE source (
  id INTEGER NOT NULL PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO source VALUES(1,'rollbook.yaml');
CREATE TABLE given_id (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 8)
) STRICT, WITHOUT ROWID;
INSERT INTO given_id VALUES('1trnonac');
INSERT INTO given_id VALUES('bqcwc75i');
INSERT INTO given_id VALUES('djkvngif');
INSERT INTO given_id VALUES('ea5yks8n');
INSERT INTO given_id VALUES('ryk8ygx0');
INSERT INTO given_id VALUES('sx00i92r');
CREATE TABLE account (
  address TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE REFERENCES given_id (id),
  home TEXT NOT NULL UNIQUE,
  is_leaving INTEGER NOT NULL DEFAULT 0 CHECK (is_leaving IN (0, 1)),
  is_owned INTEGER NOT NULL DEFAULT 0 CHECK (is_owned IN (0, 1)),
  -- One bit for each field that rollbook manages.
  owned_fields INTEGER NOT NULL DEFAULT 0,
  source INTEGER REFERENCES source (id),
  name TEXT NOT NULL DEFAULT '',
  mail_group TEXT,
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
  comment TEXT NOT NULL DEFAULT '',
  -- Bytes; 0 is unlimited.
  quota INTEGER NOT NULL DEFAULT 0 CHECK (quota >= 0),
  password TEXT,
  is_protected INTEGER NOT NULL DEFAULT 0 CHECK (is_protected IN (0, 1)),
  -- These three count only where the account has targets.
  assistant_only INTEGER NOT NULL DEFAULT 0 CHECK (assistant_only IN (0, 1)),
  forward_keeps INTEGER NOT NULL DEFAULT 1 CHECK (forward_keeps IN (0, 1)),
  forward_enabled INTEGER NOT NULL DEFAULT 1 CHECK (forward_enabled IN (0, 1)),
  -- Written by the mail server.
  failed_logins INTEGER NOT NULL DEFAULT 0,
  first_failed INTEGER,
  locked_until INTEGER,
  last_login INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO account VALUES('ann@school.example','bqcwc75i','school.example/ann-bqcwc75i',0,1,1715,1,'Ann','staff',0,1,'Ann''s',5368709120,'{SHA512-CRYPT}$6$abcdefgh$V1Sg0ACV0qWTTQn7ppxM.4aPDtIyS.9e2gp7l6mbpDVxGg8mDpmSGxGG3ijR1ngQmcFvXtpZhmzm1SSYGrtHG1',0,0,1,1,0,NULL,NULL,NULL);
INSERT INTO account VALUES('head@school.example','sx00i92r','school.example/head-sx00i92r',0,1,359,1,'Dr A. Patel','staff',1,1,'',5368709120,NULL,0,1,1,1,0,NULL,NULL,NULL);
INSERT INTO account VALUES('new@school.example','ea5yks8n','school.example/old-ea5yks8n',0,1,35,1,'Was Renamed','staff',0,1,'',5368709120,NULL,0,0,1,1,0,NULL,NULL,NULL);
INSERT INTO account VALUES('pa@school.example','1trnonac','school.example/pa-1trnonac',0,1,67,1,'Pat','office',0,1,'',0,NULL,0,0,1,1,0,NULL,NULL,NULL);
INSERT INTO account VALUES('postmaster@school.example','djkvngif','school.example/postmaster-djkvngif',0,1,513,1,'Post',NULL,0,1,'',0,NULL,0,0,1,1,0,NULL,NULL,NULL);
CREATE TABLE mail_group (
  name TEXT NOT NULL PRIMARY KEY,
  is_owned INTEGER NOT NULL DEFAULT 0 CHECK (is_owned IN (0, 1)),
  owned_fields INTEGER NOT NULL DEFAULT 0,
  source INTEGER REFERENCES source (id),
  comment TEXT NOT NULL DEFAULT '',
  is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
  address TEXT UNIQUE
) STRICT, WITHOUT ROWID;
INSERT INTO mail_group VALUES('office',1,4104,1,'',1,'office@school.example');
INSERT INTO mail_group VALUES('staff',1,4112,1,'Teachers',1,'staff@school.example');
CREATE TABLE former_group_name (
  group_name TEXT NOT NULL REFERENCES mail_group (name) ON UPDATE CASCADE ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (group_name, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE address (
  address TEXT NOT NULL PRIMARY KEY,
  -- NULL for an account's own name and for a group's address.
  alias_of TEXT REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO address VALUES('ann@school.example',NULL);
INSERT INTO address VALUES('head.of.school@school.example','head@school.example');
INSERT INTO address VALUES('head@school.example',NULL);
INSERT INTO address VALUES('new@school.example',NULL);
INSERT INTO address VALUES('office@school.example',NULL);
INSERT INTO address VALUES('pa@school.example',NULL);
INSERT INTO address VALUES('postmaster@school.example',NULL);
INSERT INTO address VALUES('principal@school.example','head@school.example');
INSERT INTO address VALUES('secretary@school.example','pa@school.example');
INSERT INTO address VALUES('staff@school.example',NULL);
CREATE TABLE forward_target (
  account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  target TEXT NOT NULL,
  -- The target without the `+` of a sub-address and what follows it.
  target_name TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN instr(target, '+') = 0 THEN target
    ELSE substr(target, 1, instr(target, '+') - 1) || substr(target, instr(target, '@'))
    END) STORED,
  PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;
INSERT INTO forward_target VALUES('ann@school.example','ann@home.example');
INSERT INTO forward_target VALUES('postmaster@school.example','head@school.example');
CREATE TABLE assistant_target (
  account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  target TEXT NOT NULL,
  target_name TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN instr(target, '+') = 0 THEN target
    ELSE substr(target, 1, instr(target, '+') - 1) || substr(target, instr(target, '@'))
    END) STORED,
  PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;
INSERT INTO assistant_target VALUES('head@school.example','pa@school.example');
CREATE TABLE autoresponder (
  account TEXT NOT NULL PRIMARY KEY
    REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  -- Days as YYYY-MM-DD, both inclusive.
  from_day TEXT,
  until_day TEXT,
  -- Seconds.
  every INTEGER NOT NULL,
  keeps_original INTEGER NOT NULL CHECK (keeps_original IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO autoresponder VALUES('ann@school.example','Away',replace('I am away.\n','\n',char(10)),'2026-01-01','2026-12-31',604800,1);
CREATE TABLE former_name (
  id TEXT NOT NULL REFERENCES given_id (id),
  name TEXT NOT NULL,
  PRIMARY KEY (id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO former_name VALUES('ea5yks8n','old@school.example');
CREATE TABLE spent_leaver (
  account TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (account, fingerprint)
) STRICT, WITHOUT ROWID;
INSERT INTO spent_leaver VALUES('tom@school.example','account tom@school.example purge left in July');
CREATE TABLE run (
  number INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  operator TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER,
  outcome TEXT NOT NULL DEFAULT 'unfinished',
  manifest_digest TEXT NOT NULL,
  commit_id TEXT,
  is_dirty INTEGER NOT NULL,
  owned_before INTEGER NOT NULL,
  -- The run that this one takes back.
  undoes INTEGER REFERENCES run (number),
  -- Digest of the saved plan that was carried out.
  saved_plan TEXT,
  -- One a line.
  allowances TEXT NOT NULL,
  -- Numbers by action, with spaces between them.
  counts TEXT NOT NULL,
  changes TEXT,
  findings TEXT,
  -- What the run made of the lockout; NULL where it left it.
  lockout TEXT
) STRICT;
INSERT INTO run VALUES(1,'apply','head','mail',14098,1795956043,1795956043,'done','sha256:97cdb107147f38be993c30994859b61b7f960beb38138e769c52218ef8932c46',NULL,0,0,NULL,NULL,'','8 0 0 0 0','[{"action":"add","fields":[{"after":true,"field":"enabled"},{"after":"office@school.example","field":"address"}],"kind":"group","name":"office","owned":["enabled","address"],"source":{"column":3,"file":"rollbook.yaml","line":8}},{"action":"add","fields":[{"after":"Teachers","field":"comment"},{"after":"staff@school.example","field":"address"}],"kind":"group","name":"staff","owned":["comment","address"],"source":{"column":3,"file":"rollbook.yaml","line":7}},{"action":"add","fields":[{"after":"Ann","field":"name"},{"after":"staff","field":"group"},{"after":"it''s Ann","field":"comment"},{"after":"5G","field":"quota"},{"after":"***","digest":"sha256:dd2d806e331e64c6f3bf822ab33cc57ccf7c5095ff00a8fb193b27bf1dca0fc2","field":"password"},{"after":{"enabled":true,"keep":true,"to":["ann@home.example"]},"field":"forward"},{"after":{"every":"7d","from":"2026-01-01","keep":true,"message":"I am away.\n","subject":"Away","until":"2026-12-31"},"field":"autoresponder"}],"id":"bqcwc75i","kind":"account","name":"ann@school.example","owned":["name","group","comment","quota","password","forward","autoresponder"],"source":{"column":3,"file":"rollbook.yaml","line":18}},{"action":"add","fields":[{"after":"Dr A. Patel","field":"name"},{"after":"staff","field":"group"},{"after":true,"field":"admin"},{"after":"5G","field":"quota"},{"after":["head.of.school@school.example","principal@school.example"],"field":"aliases"},{"after":{"only":true,"to":["pa@school.example"]},"field":"assistant"}],"id":"sx00i92r","kind":"account","name":"head@school.example","owned":["name","group","admin","quota","aliases","assistant"],"source":{"column":3,"file":"rollbook.yaml","line":10}},{"action":"add","fields":[{"after":"Was Renamed","field":"name"},{"after":"staff","field":"group"},{"after":"5G","field":"quota"}],"id":"ea5yks8n","kind":"account","name":"old@school.example","owned":["name","group","quota"],"source":{"column":3,"file":"rollbook.yaml","line":30}},{"action":"add","fields":[{"after":"Pat","field":"name"},{"after":"office","field":"group"},{"after":["secretary@school.example"],"field":"aliases"}],"id":"1trnonac","kind":"account","name":"pa@school.example","owned":["name","group","aliases"],"source":{"column":3,"file":"rollbook.yaml","line":17}},{"action":"add","fields":[{"after":"Post","field":"name"},{"after":{"enabled":true,"keep":true,"to":["head@school.example"]},"field":"forward"}],"id":"djkvngif","kind":"account","name":"postmaster@school.example","owned":["name","forward"],"source":{"column":3,"file":"rollbook.yaml","line":16}},{"action":"add","fields":[{"after":"Tom Leaver","field":"name"},{"after":"office","field":"group"},{"after":["tommy@school.example"],"field":"aliases"}],"id":"ryk8ygx0","kind":"account","name":"tom@school.example","owned":["name","group","aliases"],"source":{"column":3,"file":"rollbook.yaml","line":31}}]','[{"base":0,"guard":"mailbox-not-empty","limit":0,"measured":0,"message":"no mailbox would be removed","verdict":"passed"},{"base":0,"guard":"operator","limit":0,"measured":0,"message":"there is no account head@school.example, which is said to run the plan","verdict":"passed"},{"base":0,"guard":"minimum-admins","limit":0,"measured":0,"message":"1 enabled administrator would be left of 0, at least 1 must be","verdict":"passed"},{"base":0,"guard":"built-in","limit":0,"measured":0,"message":"no built-in name is touched","verdict":"passed"},{"base":0,"guard":"protected","limit":0,"measured":0,"message":"no protected account would be removed, disabled or renamed","verdict":"passed"},{"base":0,"guard":"removal-limit","limit":3,"measured":0,"message":"0 accounts would be removed, the limit is 3 (10% of 0 owned accounts, at least 3)","verdict":"passed"},{"base":0,"guard":"removal-budget","limit":10,"measured":0,"message":"0 accounts would have been removed within 30 days, the limit is 10","verdict":"passed"},{"base":0,"guard":"edit-limit","limit":10,"measured":0,"message":"login or mail of 0 accounts would change, the limit is 10 (30% of 0 owned accounts, at least 10)","verdict":"passed"},{"base":0,"guard":"group-emptied","measured":0,"message":"no group would lose members","verdict":"passed"},{"base":0,"guard":"empty-manifest","limit":0,"measured":0,"message":"the manifest lists 6 accounts, the store owns 0","verdict":"passed"},{"base":0,"guard":"shrunken-source","limit":0,"measured":0,"message":"no file was applied before","verdict":"passed"},{"base":0,"guard":"seats","measured":6,"message":"there would be 6 accounts, seats are not limited","verdict":"passed"},{"base":0,"guard":"forward-loop","limit":0,"measured":0,"message":"no mail would go round in a circle","verdict":"passed"},{"base":0,"guard":"dangling-target","limit":0,"measured":0,"message":"every local target would exist","verdict":"passed"},{"base":0,"guard":"forward-domain","measured":0,"message":"mail may be forwarded anywhere","verdict":"passed"},{"base":0,"guard":"assert-reaches","limit":0,"measured":0,"message":"no mailboxes are asserted","verdict":"passed"},{"base":0,"guard":"assert-no-external","limit":0,"measured":0,"message":"no mail is asserted to stay","verdict":"passed"},{"allow":"aliases: [abuse]","base":2,"guard":"no-postmaster","limit":0,"measured":1,"message":"nobody would get mail for abuse@school.example, where others report faults (RFC 2142)","subject":"school.example","subjects":["school.example"],"verdict":"warning"},{"base":0,"guard":"name-reuse","limit":0,"measured":0,"message":"no name that lies in the trash is used again","verdict":"passed"},{"base":0,"guard":"recently-active","limit":0,"measured":0,"message":"0 of 0 mailboxes to remove had mail or a login in the last 14 days","verdict":"passed"},{"base":0,"guard":"in-use","limit":0,"measured":0,"message":"0 of 0 mailboxes to remove are in use now","verdict":"passed"},{"base":0,"guard":"looks-like-rename","limit":0,"measured":0,"message":"no account looks like a renamed one","verdict":"passed"}]',NULL);
INSERT INTO run VALUES(2,'apply','head','mail',14105,1795956043,1795956043,'done','sha256:c5b33950b3b37ba5df3d5770916df356a257b358538ef4052ba9ba3b55fac4d2',NULL,0,6,NULL,NULL,'','0 0 1 0 1','[{"action":"rename","formerName":"old@school.example","id":"ea5yks8n","kind":"account","name":"new@school.example","owned":["name","group","quota"],"precondition":"sha256:d6f5767005eb2a6a82f84fd8239568e19527f286f7e4952f06cd93c4f1a5026d","source":{"column":3,"file":"rollbook.yaml","line":30}},{"action":"remove","id":"ryk8ygx0","kind":"account","leaver":"account tom@school.example purge left in July","mailbox":{"bytes":18,"inbox":1,"messages":1,"newest":"1970-01-01T00:00:01Z"},"name":"tom@school.example","owned":["name","group","aliases"],"ownership":"dropped","precondition":"sha256:7328ea5230b915ae9fc06882386e36349447a3be61a917c2377dd9079acc2018","purge":true,"reason":"left in July","source":{"column":5,"file":"rollbook.yaml","line":32}}]','[{"allow":"- { account: tom@school.example, purge: true }","base":1,"guard":"mailbox-not-empty","limit":0,"measured":1,"message":"the mailbox of tom@school.example would be purged with 1 message, 18 bytes","subject":"tom@school.example","subjects":["tom@school.example"],"verdict":"allowed"},{"base":6,"guard":"operator","limit":0,"measured":0,"message":"head@school.example, who runs the plan, stays as an account","verdict":"passed"},{"base":1,"guard":"minimum-admins","limit":0,"measured":0,"message":"1 enabled administrator would be left of 1, at least 1 must be","verdict":"passed"},{"base":6,"guard":"built-in","limit":0,"measured":0,"message":"no built-in name is touched","verdict":"passed"},{"base":6,"guard":"protected","limit":0,"measured":0,"message":"no protected account would be removed, disabled or renamed","verdict":"passed"},{"base":6,"guard":"removal-limit","limit":3,"measured":1,"message":"1 account would be removed, the limit is 3 (10% of 6 owned accounts, at least 3)","subjects":["tom@school.example"],"verdict":"passed"},{"base":6,"guard":"removal-budget","limit":10,"measured":1,"message":"1 account would have been removed within 30 days, the limit is 10","subjects":["tom@school.example"],"verdict":"passed"},{"base":6,"guard":"edit-limit","limit":10,"measured":1,"message":"login or mail of 1 account would change, the limit is 10 (30% of 6 owned accounts, at least 10)","subjects":["new@school.example"],"verdict":"passed"},{"base":2,"guard":"group-emptied","limit":1,"measured":1,"message":"group office would lose 1 of its 2 members, the limit is 1","subject":"office","subjects":["tom@school.example"],"verdict":"passed"},{"base":6,"guard":"empty-manifest","limit":0,"measured":0,"message":"the manifest lists 5 accounts, the store owns 6","verdict":"passed"},{"base":7,"guard":"shrunken-source","limit":2,"measured":0,"message":"rollbook.yaml has 7 entries of 7 at the last apply, it may lose 2","subject":"rollbook.yaml","subjects":["rollbook.yaml"],"verdict":"passed"},{"base":6,"guard":"seats","measured":5,"message":"there would be 5 accounts, seats are not limited","verdict":"passed"},{"base":6,"guard":"forward-loop","limit":0,"measured":0,"message":"no mail would go round in a circle","verdict":"passed"},{"base":6,"guard":"dangling-target","limit":0,"measured":0,"message":"every local target would exist","verdict":"passed"},{"base":6,"guard":"forward-domain","measured":0,"message":"mail may be forwarded anywhere","verdict":"passed"},{"base":0,"guard":"assert-reaches","limit":0,"measured":0,"message":"no mailboxes are asserted","verdict":"passed"},{"base":0,"guard":"assert-no-external","limit":0,"measured":0,"message":"no mail is asserted to stay","verdict":"passed"},{"allow":"aliases: [abuse]","base":2,"guard":"no-postmaster","limit":0,"measured":1,"message":"nobody would get mail for abuse@school.example, where others report faults (RFC 2142)","subject":"school.example","subjects":["school.example"],"verdict":"warning"},{"base":6,"guard":"name-reuse","limit":0,"measured":0,"message":"no name that lies in the trash is used again","verdict":"passed"},{"base":1,"guard":"recently-active","limit":0,"measured":0,"message":"0 of 1 mailbox to remove had mail or a login in the last 14 days","verdict":"passed"},{"base":1,"guard":"in-use","limit":0,"measured":0,"message":"who is connected is not known: no Dovecot is configured","verdict":"passed"},{"base":6,"guard":"looks-like-rename","limit":0,"measured":0,"message":"no account looks like a renamed one","verdict":"passed"}]',NULL);
INSERT INTO run VALUES(3,'apply','head','mail',14115,1795956043,1795956043,'done','sha256:cc2ed1d175628c4c29abcf26155703d9c071f32a9842834bf38c5b6770ec65da',NULL,0,5,NULL,NULL,'','0 1 0 0 0','[{"action":"edit","fields":[{"after":"Ann''s","before":"it''s Ann","field":"comment"}],"id":"bqcwc75i","kind":"account","name":"ann@school.example","owned":["name","group","comment","quota","password","forward","autoresponder"],"precondition":"sha256:efa10155203d03ab621b40bbd9cd7318a811361f6748364983a489aa0e6f32cd","source":{"column":3,"file":"rollbook.yaml","line":18}}]','[{"base":5,"guard":"mailbox-not-empty","limit":0,"measured":0,"message":"no mailbox would be removed","verdict":"passed"},{"base":5,"guard":"operator","limit":0,"measured":0,"message":"head@school.example, who runs the plan, stays as an account","verdict":"passed"},{"base":1,"guard":"minimum-admins","limit":0,"measured":0,"message":"1 enabled administrator would be left of 1, at least 1 must be","verdict":"passed"},{"base":5,"guard":"built-in","limit":0,"measured":0,"message":"no built-in name is touched","verdict":"passed"},{"base":5,"guard":"protected","limit":0,"measured":0,"message":"no protected account would be removed, disabled or renamed","verdict":"passed"},{"base":5,"guard":"removal-limit","limit":3,"measured":0,"message":"0 accounts would be removed, the limit is 3 (10% of 5 owned accounts, at least 3)","verdict":"passed"},{"base":6,"guard":"removal-budget","limit":10,"measured":1,"message":"1 account would have been removed within 30 days, the limit is 10","verdict":"passed"},{"base":5,"guard":"edit-limit","limit":10,"measured":0,"message":"login or mail of 0 accounts would change, the limit is 10 (30% of 5 owned accounts, at least 10)","verdict":"passed"},{"base":5,"guard":"group-emptied","measured":0,"message":"no group would lose members","verdict":"passed"},{"base":5,"guard":"empty-manifest","limit":0,"measured":0,"message":"the manifest lists 5 accounts, the store owns 5","verdict":"passed"},{"base":7,"guard":"shrunken-source","limit":2,"measured":0,"message":"rollbook.yaml has 7 entries of 7 at the last apply, it may lose 2","subject":"rollbook.yaml","subjects":["rollbook.yaml"],"verdict":"passed"},{"base":5,"guard":"seats","measured":5,"message":"there would be 5 accounts, seats are not limited","verdict":"passed"},{"base":5,"guard":"forward-loop","limit":0,"measured":0,"message":"no mail would go round in a circle","verdict":"passed"},{"base":5,"guard":"dangling-target","limit":0,"measured":0,"message":"every local target would exist","verdict":"passed"},{"base":5,"guard":"forward-domain","measured":0,"message":"mail may be forwarded anywhere","verdict":"passed"},{"base":0,"guard":"assert-reaches","limit":0,"measured":0,"message":"no mailboxes are asserted","verdict":"passed"},{"base":0,"guard":"assert-no-external","limit":0,"measured":0,"message":"no mail is asserted to stay","verdict":"passed"},{"allow":"aliases: [abuse]","base":2,"guard":"no-postmaster","limit":0,"measured":1,"message":"nobody would get mail for abuse@school.example, where others report faults (RFC 2142)","subject":"school.example","subjects":["school.example"],"verdict":"warning"},{"base":5,"guard":"name-reuse","limit":0,"measured":0,"message":"no name that lies in the trash is used again","verdict":"passed"},{"base":0,"guard":"recently-active","limit":0,"measured":0,"message":"0 of 0 mailboxes to remove had mail or a login in the last 14 days","verdict":"passed"},{"base":0,"guard":"in-use","limit":0,"measured":0,"message":"0 of 0 mailboxes to remove are in use now","verdict":"passed"},{"base":5,"guard":"looks-like-rename","limit":0,"measured":0,"message":"no account looks like a renamed one","verdict":"passed"}]',NULL);
CREATE TABLE spent_approval (
  run INTEGER NOT NULL REFERENCES run (number),
  -- Digest of its text: what tells it from one that was written anew.
  fingerprint TEXT NOT NULL,
  guard TEXT NOT NULL,
  -- The figure or the name that was approved.
  value TEXT NOT NULL,
  -- YYYY-MM-DD.
  until_day TEXT,
  plan TEXT,
  given_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_step (
  run INTEGER NOT NULL REFERENCES run (number),
  number INTEGER NOT NULL,
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  home TEXT NOT NULL,
  reason TEXT,
  leaver TEXT,
  held_until INTEGER NOT NULL,
  inbox INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  newest INTEGER,
  state TEXT NOT NULL,
  -- What was done: 'removal', 'restore' or 'erasure'; NULL before.
  effect TEXT,
  -- 1 when the account of a removal came back from the trash.
  is_undone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO run_step VALUES(2,1,'tom@school.example','ryk8ygx0','school.example/tom-ryk8ygx0','left in July','account tom@school.example purge left in July',1769817600,1,1,18,1,'done','removal',0);
CREATE TABLE trash (
  name TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run (number),
  id TEXT NOT NULL REFERENCES given_id (id),
  home TEXT NOT NULL,
  inbox INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  newest INTEGER,
  reason TEXT,
  removed INTEGER NOT NULL,
  held_until INTEGER NOT NULL,
  -- All values of the account, password included, as an image of its fields.
  image BLOB NOT NULL,
  PRIMARY KEY (name, run)
) STRICT, WITHOUT ROWID;
INSERT INTO trash VALUES('tom@school.example',2,'ryk8ygx0','school.example/tom-ryk8ygx0',1,1,18,1,'left in July',1795956043,1798634443,X'43000a000000546f6d204c6561766572060000006f666669636514000000746f6d6d79407363686f6f6c2e6578616d706c65');
CREATE TABLE former_password (
  run INTEGER NOT NULL REFERENCES run (number),
  id TEXT NOT NULL REFERENCES given_id (id),
  -- NULL for no password.
  before TEXT,
  after TEXT,
  held_until INTEGER NOT NULL,
  PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_lock (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  operator TEXT NOT NULL,
  started INTEGER NOT NULL
) STRICT;
CREATE TABLE former_address (
  address TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (address) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO former_address VALUES('old@school.example','new@school.example');
CREATE TABLE mail_last_login (
  account TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE held_address (
  address TEXT NOT NULL PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_leaving ON account (address) WHERE is_leaving = 1;
CREATE INDEX alias_by_account ON address (alias_of, address) WHERE alias_of IS NOT NULL;
CREATE TRIGGER account_takes_address AFTER INSERT ON account BEGIN
  INSERT INTO address (address) VALUES (NEW.address);
END;
CREATE TRIGGER account_moves_address AFTER UPDATE OF address ON account BEGIN
  UPDATE address SET address = NEW.address WHERE address = OLD.address;
END;
CREATE TRIGGER account_frees_address AFTER DELETE ON account BEGIN
  DELETE FROM address WHERE address = OLD.address;
END;
CREATE TRIGGER group_takes_address AFTER INSERT ON mail_group
WHEN NEW.address IS NOT NULL BEGIN
  INSERT INTO address (address) VALUES (NEW.address);
END;
CREATE TRIGGER group_moves_address AFTER UPDATE OF address ON mail_group
WHEN NEW.address IS NOT OLD.address BEGIN
  DELETE FROM address WHERE address = OLD.address;
  INSERT INTO address (address) SELECT NEW.address WHERE NEW.address IS NOT NULL;
END;
CREATE TRIGGER group_frees_address AFTER DELETE ON mail_group BEGIN
  DELETE FROM address WHERE address = OLD.address;
END;
CREATE INDEX forward_by_target ON forward_target (target);
CREATE INDEX assistant_by_target ON assistant_target (target_name);
CREATE INDEX run_started ON run (started);
CREATE INDEX run_unfinished ON run (number) WHERE outcome = 'unfinished';
CREATE INDEX address_by_domain ON address (substr(address, instr(address, '@') + 1));
CREATE INDEX account_by_group ON account (mail_group) WHERE mail_group IS NOT NULL;
CREATE INDEX account_leaving_by_group ON account (mail_group) WHERE is_leaving = 1;
CREATE INDEX former_address_by_account ON former_address (account);
CREATE TRIGGER taken_address_is_former_no_more AFTER INSERT ON address BEGIN
  DELETE FROM former_address WHERE address = NEW.address;
END;
CREATE TRIGGER moved_address_is_former_no_more AFTER UPDATE OF address ON address BEGIN
  DELETE FROM former_address WHERE address = NEW.address;
END;
CREATE TRIGGER login_is_noted AFTER INSERT ON mail_last_login BEGIN
  UPDATE account SET last_login = NEW.at WHERE address = NEW.account;
  DELETE FROM mail_last_login WHERE account = NEW.account;
END;
CREATE VIEW mail_login AS
SELECT a.address, a.password, a.failed_logins, coalesce(a.locked_until, 0) AS locked_until
FROM account a LEFT JOIN mail_group g ON g.name = a.mail_group
WHERE a.is_enabled = 1 AND a.is_leaving = 0 AND a.password IS NOT NULL
  AND coalesce(g.is_enabled, 1) = 1;
CREATE VIEW mail_sender AS
SELECT address, address AS account FROM mail_login
UNION ALL
SELECT d.address, d.alias_of FROM address d JOIN mail_login l ON l.address = d.alias_of;
CREATE VIEW mail_domain AS
SELECT substr(address, instr(address, '@') + 1) AS domain FROM address;
CREATE VIEW mail_user AS SELECT address FROM account;
CREATE VIEW mail_home AS
SELECT address, address AS account, home, '*:bytes=' || quota AS quota_rule FROM account
UNION ALL
SELECT d.address, a.address, a.home, '*:bytes=' || a.quota
FROM address d JOIN account a ON a.address = d.alias_of
UNION ALL
SELECT f.address, a.address, a.home, '*:bytes=' || a.quota
FROM former_address f JOIN account a ON a.address = f.account;
CREATE VIEW mail_leaving AS
SELECT address FROM account WHERE is_leaving = 1
UNION ALL
SELECT d.address FROM address d JOIN account a ON a.address = d.alias_of
WHERE a.is_leaving = 1
UNION ALL
-- A group in which nobody else is left.
SELECT g.address FROM mail_group g
WHERE g.address IS NOT NULL
  AND EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name AND a.is_leaving = 1)
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name AND a.is_leaving = 0)
;
CREATE VIEW mail_hold AS
SELECT address FROM mail_leaving
UNION ALL
SELECT address FROM held_address WHERE until > unixepoch()
UNION ALL
SELECT d.address FROM address d JOIN held_address h ON h.address = d.alias_of
WHERE h.until > unixepoch();
CREATE VIEW mail_stop AS
SELECT address FROM mail_leaving
UNION ALL
SELECT g.address FROM mail_group g
WHERE g.address IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.mail_group = g.name);
CREATE VIEW mail_own_addresses AS
SELECT a.address AS account,
  (SELECT group_concat('"' || address || '"', ', ') FROM (
    SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
    ORDER BY d.alias_of IS NOT NULL, d.address)) AS list,
  (SELECT group_concat('"' || replace(address, '@', '+*@') || '"', ', ') FROM (
    SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
    ORDER BY d.alias_of IS NOT NULL, d.address)) AS tagged,
  (SELECT group_concat('"' || address || '", "' || replace(address, '@', '+*@') || '"', ', ')
    FROM (SELECT d.address FROM address d WHERE d.address = a.address OR d.alias_of = a.address
      ORDER BY d.alias_of IS NOT NULL, d.address)) AS patterns
FROM account a;
CREATE VIEW mail_assistant AS
SELECT s.account, a.address AS assistant
FROM assistant_target s JOIN account a ON a.address = s.target_name
UNION ALL
SELECT s.account, d.alias_of FROM assistant_target s JOIN address d ON d.address = s.target_name
WHERE d.alias_of IS NOT NULL
UNION ALL
SELECT s.account, a.address FROM assistant_target s
JOIN mail_group g ON g.address = s.target_name JOIN account a ON a.mail_group = g.name;
CREATE VIEW mail_script AS
SELECT a.address, 'rollbook' AS name, a.address AS id,
  'require ["copy", "date", "duplicate", "envelope", "index", "mailbox",'
  || ' "relational", "vacation-seconds", "variables"];' || char(10)
  || 'set "dollar" "$";' || char(10)
  || 'if mailboxexists "INBOX" {}' || char(10)
  || CASE WHEN a.assistant_only = 0 AND EXISTS (SELECT 1 FROM assistant_target s
      JOIN mail_group g ON g.address = s.target_name
      WHERE s.account = a.address AND g.name = a.mail_group)
    THEN 'if header :matches "X-Sieve-Redirected-From" ["' || a.address || '", "'
      || replace(a.address, '@', '+*@') || '"] {' || char(10)
      || '  discard;' || char(10) || '  stop;' || char(10) || '}' || char(10)
    ELSE '' END
  || coalesce('set "id" "";' || char(10)
    || 'if header :index 1 :matches "received" "* with LMTP* id * (*" {' || char(10)
    || '  set :lower "id" "+${3}";' || char(10)
    || '  if string :matches "${id}" "*:*" { set "id" "${1}"; }' || char(10) || '}' || char(10)
    || 'if not anyof (allof (envelope :matches "from" ['
    || (SELECT group_concat(
      (SELECT patterns FROM mail_own_addresses WHERE account = assistant), ', ') FROM (
      SELECT assistant FROM mail_assistant WHERE account = a.address
      ORDER BY assistant))
    || '], not exists "X-Rollbook-Outside"), header :matches "X-Sieve-Redirected-From" ['
    || (SELECT group_concat('"' || account || '", "' || replace(account, '@', '+*@') || '"',
      ', ') FROM (
      SELECT a.address AS account
      UNION SELECT m.account FROM mail_assistant m WHERE m.assistant = a.address
      ORDER BY account))
    || '], allof (string :is "${id}" "", duplicate :handle "assistant" :seconds 2)) {'
    || char(10)
    || '  set "again" "";' || char(10)
    || '  if allof (not string :is "${id}" "", duplicate :handle "assistant" :seconds 2) {'
    || ' set "again" "${id}"; }' || char(10)
    || (SELECT group_concat('  redirect :copy "'
      || replace(replace(target, '${', '${dollar}{'), '@', '${again}@') || '";', char(10)) FROM (
      SELECT s.target FROM assistant_target s WHERE s.account = a.address
        AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = s.target_name)
      ORDER BY s.target))
    || CASE a.assistant_only WHEN 1 THEN char(10) || '  discard;' || char(10) || '  stop;'
      ELSE '' END
    || char(10) || '}' || char(10), '')
  || CASE
    -- As long as mail really goes on: a target that is leaving takes none.
    WHEN a.forward_enabled = 1 AND a.forward_keeps = 0
      AND EXISTS (SELECT 1 FROM forward_target f WHERE f.account = a.address
        AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = f.target_name))
      THEN 'discard;' || char(10) || 'stop;' || char(10)
    WHEN r.account IS NULL THEN ''
    ELSE 'set "to" "' || a.address || '";' || char(10)
      || 'if address :matches ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"] ['
      || (SELECT tagged FROM mail_own_addresses WHERE account = a.address)
      || '] { set "to" "${0}"; }' || char(10)
      || 'if allof (not envelope :matches "from" ['
      || (SELECT patterns FROM mail_own_addresses WHERE account = a.address) || ']'
      || coalesce(', currentdate :value "ge" "date" "' || r.from_day || '"', '')
      || coalesce(', currentdate :value "le" "date" "' || r.until_day || '"', '')
      || ') {' || char(10)
      || '  vacation :seconds ' || r.every || ' :addresses ['
      || (SELECT list FROM mail_own_addresses WHERE account = a.address)
      || ', "${to}"] :subject "'
      || replace(replace(replace(r.subject, '\', '\\'), '"', '\"'), '${', '${dollar}{')
      || '" "'
      || replace(replace(replace(r.message, '\', '\\'), '"', '\"'), '${', '${dollar}{')
      || '";' || char(10)
      || CASE r.keeps_original WHEN 1 THEN '' ELSE
        -- Only what it may answer: a list's mail is not discarded unanswered.
        '  if allof (address :matches'
        || ' ["to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"] ['
        || (SELECT patterns FROM mail_own_addresses WHERE account = a.address)
        || '], not envelope :is "from" "", not envelope :matches "from" ["mailer-daemon@*",'
        || ' "listserv@*", "majordomo@*", "owner-*", "*-request*@*"],'
        || ' not anyof (exists "List-Id", exists "List-Help", exists "List-Post",'
        || ' exists "List-Subscribe", exists "List-Unsubscribe", exists "List-Owner",'
        || ' exists "List-Archive", exists "X-Auto-Response-Suppress",'
        || ' exists "Auto-Submitted"),'
        || ' not header :is "Precedence" ["bulk", "junk", "list"]) {'
        || char(10) || '    discard;' || char(10) || '    stop;' || char(10) || '  }' || char(10)
        END
      || '}' || char(10)
    END AS script
FROM account a LEFT JOIN autoresponder r ON r.account = a.address
WHERE a.is_leaving = 0
  AND (r.account IS NOT NULL
    OR EXISTS (SELECT 1 FROM assistant_target s WHERE s.account = a.address))
;
CREATE VIEW mail_shut AS
SELECT address,
  CAST(replace(hex(zeroblob(150)), '0', 'held') || '@held.invalid' AS TEXT) AS target
FROM held_address WHERE until > unixepoch();
CREATE VIEW mail_route AS
SELECT address, alias_of AS target FROM address WHERE alias_of IS NOT NULL
UNION ALL
SELECT g.address, a.address FROM mail_group g JOIN account a ON a.mail_group = g.name
WHERE g.address IS NOT NULL AND a.is_leaving = 0
UNION ALL
SELECT f.account, f.target FROM forward_target f JOIN account a ON a.address = f.account
WHERE a.forward_enabled = 1 AND a.is_leaving = 0
  AND NOT EXISTS (SELECT 1 FROM mail_stop h WHERE h.address = f.target_name)
UNION ALL
-- Its own mailbox too: for the copy, or for the script that knows the sender.
SELECT a.address, a.address FROM account a
WHERE a.forward_enabled = 1 AND a.is_leaving = 0
  AND EXISTS (SELECT 1 FROM forward_target f WHERE f.account = a.address)
  AND (a.forward_keeps = 1
    OR EXISTS (SELECT 1 FROM assistant_target s WHERE s.account = a.address))
UNION ALL
-- A name that is changing hands leads nowhere, and neither does what leads there by one step:
-- Postfix asks for one step after the other, and between two of its questions the name may have
-- changed hands and be open again.
SELECT address, target FROM mail_shut
UNION ALL
SELECT d.address, h.target FROM address d JOIN mail_shut h ON h.address = d.alias_of
UNION ALL
SELECT g.address, h.target FROM mail_group g JOIN account a ON a.mail_group = g.name
JOIN mail_shut h ON h.address = a.address WHERE g.address IS NOT NULL
UNION ALL
SELECT f.account, h.target FROM forward_target f
JOIN account a ON a.address = f.account AND a.forward_enabled = 1
JOIN mail_shut h ON h.address = f.target_name
;
COMMIT;
PRAGMA application_id = 1380085611;
PRAGMA user_version = 4;
