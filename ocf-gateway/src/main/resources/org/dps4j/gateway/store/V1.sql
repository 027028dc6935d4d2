CREATE TABLE device (
    device_id UUID PRIMARY KEY,
    owner VARCHAR(255) NOT NULL,
    registered_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);

-- the tokens a device may use, as SHA-256; position 0 is the newest pair
CREATE TABLE token_grant (
    device_id UUID NOT NULL REFERENCES device ON DELETE CASCADE,
    position INTEGER NOT NULL,
    access_digest BINARY(32) NOT NULL,
    refresh_digest BINARY(32) NOT NULL,
    expires_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (device_id, position)
);

-- who brought a sign-up token first; outlives the device
CREATE TABLE sign_up_use (
    token_digest BINARY(32) PRIMARY KEY,
    device_id UUID NOT NULL,
    expires_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    spent BOOLEAN NOT NULL
);
CREATE INDEX sign_up_use_device ON sign_up_use (device_id);
CREATE INDEX sign_up_use_end ON sign_up_use (expires_at);

-- link: a list of one link in CBOR; representation: one CBOR item. No foreign key: a row may be written a moment after
-- its device went, and is dropped at the next start
CREATE TABLE resource (
    device_id UUID NOT NULL,
    href VARCHAR(255) NOT NULL,
    link VARBINARY(65536),
    representation VARBINARY(262144),
    changed_at TIMESTAMP(9) WITH TIME ZONE,
    PRIMARY KEY (device_id, href)
);
