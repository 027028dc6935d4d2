DELETE FROM device_id_claim
WHERE record_id = :recordId AND ordinal NOT IN (
    SELECT ordinal FROM device_id_claim WHERE record_id = :recordId ORDER BY ordinal DESC FETCH FIRST :kept ROWS ONLY)
