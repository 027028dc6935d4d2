/** {@code dps_cloud_server}: an example device that provisions itself and says what happens. */
@NullMarked
package org.dps4j.example;

import org.jspecify.annotations.NullMarked;
