CREATE TABLE provisioning_record (
    id              UUID                     NOT NULL PRIMARY KEY,
    group_id        UUID                     NOT NULL,
    owner           VARCHAR(256)             NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    attested_at     TIMESTAMP WITH TIME ZONE,
    common_name     VARCHAR(128),
    fingerprint     VARCHAR(64),
    local_endpoints VARCHAR(2400)
);

CREATE INDEX provisioning_record_by_group ON provisioning_record (group_id);

CREATE TABLE provisioning_step (
    record_id UUID                     NOT NULL REFERENCES provisioning_record (id) ON DELETE CASCADE,
    step      VARCHAR(16)              NOT NULL,
    at        TIMESTAMP WITH TIME ZONE NOT NULL,
    code      SMALLINT                 NOT NULL,
    message   VARCHAR(256)             NOT NULL,
    PRIMARY KEY (record_id, step)
);

CREATE TABLE provisioned_device_id (
    record_id UUID                     NOT NULL REFERENCES provisioning_record (id) ON DELETE CASCADE,
    device_id UUID                     NOT NULL,
    first_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    last_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (record_id, device_id)
);

CREATE INDEX provisioned_device_id_by_device ON provisioned_device_id (device_id);

CREATE TABLE device_id_claim (
    device_id UUID NOT NULL PRIMARY KEY,
    record_id UUID NOT NULL
);
