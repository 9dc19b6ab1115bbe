package nl.tec.organisations;

/**
 * Bundled initial data for a hub in the region of Deventer, so that it can start without the public files: municipalities, schools with
 * their numbers, holidays and postcodes. Derived from DUO's open data (CC0), OpenHolidays (ODbL), EduGIS and 4pp (MIT); the header of
 * each file states its source.
 */
public interface RegionData {

    /**
     * Stores the data; existing records are kept or updated. A later import of the registers themselves builds on it.
     */
    void load();
}
