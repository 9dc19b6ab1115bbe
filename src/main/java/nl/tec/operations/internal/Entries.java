package nl.tec.operations.internal;

import tools.jackson.databind.json.JsonMapper;

/** The names of the parts of a backup, in their order. */
public final class Entries {

    public static final String CONTENTS = "contents.json";
    /** Followed by the name of the table. */
    public static final String TABLES = "tables/";
    /** Followed by the name in the data folder. */
    public static final String FILES = "files/";

    /** The prefix of files from the S3-compatible store, followed by their SHA-256. */
    public static final String OBJECTS = "objects/";

    public static final String TOTALS = "totals.json";

    public static final JsonMapper JSON = JsonMapper.shared();

    private Entries() {}
}
