-- A small database as the first schema held it. Never changed: every later eventcal must read it.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE body (
	source_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	"when" DATE NOT NULL, 
	content_type TEXT, 
	digest VARCHAR(64) NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (source_id), 
	FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "body" VALUES('fjord','https://fjord.example/','2027-03-01','text/html','91fb589e7f48e69791aaa549cfff2e8dc2c8bb777ca3d8a9a64f5961cd806506',X'789CB329B073CBCA2F4A01000C0702E0');
CREATE TABLE change (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	"when" VARCHAR(20) NOT NULL, 
	source_id TEXT NOT NULL, 
	words TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(uid) REFERENCES record (uid)
);
INSERT INTO "change" VALUES(1,'7dbb4bc4-e9bb-5edb-8420-81ca1c9e32ba@eventcal','name','"Fjord Days"','"Fjord Days 2027"','2027-03-02T12:00:00Z','fjord',NULL);
CREATE TABLE record (
	uid TEXT NOT NULL, 
	name TEXT NOT NULL, 
	start VARCHAR(40), 
	city TEXT, 
	country TEXT, 
	event TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	first_seen VARCHAR(20) NOT NULL, 
	last_changed VARCHAR(20) NOT NULL, 
	PRIMARY KEY (uid)
);
INSERT INTO "record" VALUES('7dbb4bc4-e9bb-5edb-8420-81ca1c9e32ba@eventcal','Fjord Days 2027','2027-05-03','Bergen','Norway','{"name":"Fjord Days 2027","short_name":null,"url":"https://fjord.example/","start":"2027-05-03","end":"2027-05-05","timezone":null,"sessions":null,"mode":null,"venue":null,"city":"Bergen","country":"Norway","place_text":null,"geo":null,"cost":null,"deadlines":[],"status":"scheduled","description":null,"organizer":null,"language":null,"tags":[],"doubtful":[],"evidence":{"start":{"text":"3\u20135 May 2027","rule":"range in h1","confidence":0.9,"source":"https://fjord.example/"},"end":{"text":"3\u20135 May 2027","rule":"range in h1","confidence":0.9,"source":"https://fjord.example/"}}}',1,'scheduled','2027-03-01T12:00:00Z','2027-03-02T12:00:00Z');
CREATE TABLE sighting (
	source_id TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	"key" TEXT, 
	url TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	own BOOLEAN NOT NULL, 
	filled INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	last_seen VARCHAR(20) NOT NULL, 
	PRIMARY KEY (source_id, uid), 
	FOREIGN KEY(source_id) REFERENCES source (id), 
	FOREIGN KEY(uid) REFERENCES record (uid)
);
INSERT INTO "sighting" VALUES('fjord','7dbb4bc4-e9bb-5edb-8420-81ca1c9e32ba@eventcal',NULL,'https://fjord.example/',0,1,7,'{"name":"Fjord Days 2027","short_name":null,"url":"https://fjord.example/","start":"2027-05-03","end":"2027-05-05","timezone":null,"sessions":null,"mode":null,"venue":null,"city":"Bergen","country":"Norway","place_text":null,"geo":null,"cost":null,"deadlines":[],"status":"scheduled","description":null,"organizer":null,"language":null,"tags":[],"doubtful":[],"evidence":{"start":{"text":"3\u20135 May 2027","rule":"range in h1","confidence":0.9,"source":"https://fjord.example/"},"end":{"text":"3\u20135 May 2027","rule":"range in h1","confidence":0.9,"source":"https://fjord.example/"}}}','[{"field":"when","text":"3\u20135 May 2027","value":{"when":{"start":"2027-05-03","end":"2027-05-05","timezone":null,"sessions":null}},"rule":"range in h1","where":"h1","score":0.9,"about":"","more":[],"source":"https://fjord.example/"}]','2027-03-02T12:00:00Z');
CREATE TABLE source (
	id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	address TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	reader_version TEXT, 
	events INTEGER, 
	checked_at VARCHAR(20) NOT NULL, 
	succeeded_at VARCHAR(20), 
	failing_since VARCHAR(20), 
	failures INTEGER NOT NULL, 
	reason TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "source" VALUES('fjord','https://fjord.example/','https://fjord.example/','"a"',NULL,'1',1,'2027-03-02T12:00:00Z','2027-03-02T12:00:00Z',NULL,0,NULL);
CREATE TABLE visit (
	id INTEGER NOT NULL, 
	source_id TEXT NOT NULL, 
	"when" VARCHAR(20) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	reason TEXT, 
	events INTEGER, 
	problems TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "visit" VALUES(1,'fjord','2027-03-01T12:00:00Z','parsed',NULL,1,'[]');
INSERT INTO "visit" VALUES(2,'fjord','2027-03-02T12:00:00Z','parsed',NULL,1,'[]');
CREATE INDEX ix_sighting_uid ON sighting (uid);
CREATE INDEX ix_change_uid ON change (uid);
CREATE INDEX ix_change_when ON change ("when");
CREATE INDEX ix_visit_source_id_when ON visit (source_id, "when");
COMMIT;
