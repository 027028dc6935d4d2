DELETE FROM provisioned_device_id
WHERE record_id = :recordId AND device_id NOT IN (
    SELECT device_id FROM provisioned_device_id WHERE record_id = :recordId
    ORDER BY last_at DESC, device_id FETCH FIRST :kept ROWS ONLY)
