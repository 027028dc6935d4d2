MERGE INTO device_id_claim c
USING (SELECT CAST(:deviceId AS UUID) AS device_id) u ON c.device_id = u.device_id
WHEN NOT MATCHED THEN INSERT (device_id, record_id) VALUES (:deviceId, :recordId)
