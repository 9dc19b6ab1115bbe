package nl.tec.organisations;

/**
 * The facts a hub in the region of Deventer starts with, in the project's own form, so that it starts on a machine without
 * the public files: municipalities, schools with their numbers, holidays and postcodes. Made from DUO's open data (CC0),
 * OpenHolidays (ODbL), EduGIS and 4pp (MIT); each file says so at its head.
 */
public interface RegionData {

    /**
     * Stores all of it; what is there already is left as it is or brought up to date. A later import of the registers
     * themselves goes on from here.
     */
    void load();
}
