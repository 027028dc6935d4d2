package org.dps4j.demo.cloud;

/** What a light is. */
public enum Light {
    OFF,
    ON
}
