MERGE INTO provisioning_record r
USING (SELECT CAST(:id AS UUID) AS id) u ON r.id = u.id
WHEN MATCHED THEN UPDATE SET
    group_id = :groupId,
    owner = :owner,
    attested_at = COALESCE(CAST(:attestedAt AS TIMESTAMP WITH TIME ZONE), r.attested_at),
    common_name = COALESCE(CAST(:commonName AS VARCHAR), r.common_name),
    fingerprint = COALESCE(CAST(:fingerprint AS VARCHAR), r.fingerprint),
    local_endpoints = COALESCE(CAST(:localEndpoints AS VARCHAR), r.local_endpoints)
WHEN NOT MATCHED THEN INSERT
    (id, group_id, owner, created_at, attested_at, common_name, fingerprint, local_endpoints)
VALUES (:id, :groupId, :owner, :at, :attestedAt, :commonName, :fingerprint, :localEndpoints)
