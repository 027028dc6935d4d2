MERGE INTO provisioned_device_id d
USING (SELECT CAST(:recordId AS UUID) AS record_id, CAST(:deviceId AS UUID) AS device_id) u
    ON d.record_id = u.record_id AND d.device_id = u.device_id
WHEN MATCHED THEN UPDATE SET last_at = :at
WHEN NOT MATCHED THEN INSERT (record_id, device_id, first_at, last_at) VALUES (:recordId, :deviceId, :at, :at)
