MERGE INTO provisioning_step s
USING (SELECT CAST(:recordId AS UUID) AS record_id, CAST(:step AS VARCHAR) AS step) u
    ON s.record_id = u.record_id AND s.step = u.step
WHEN MATCHED AND s.at <= :at THEN UPDATE SET at = :at, code = :code, message = :message
WHEN NOT MATCHED THEN INSERT (record_id, step, at, code, message) VALUES (:recordId, :step, :at, :code, :message)
