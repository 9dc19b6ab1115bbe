package nl.tec.organisations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nl.tec.organisations.Registers.RegisterFile;
import org.junit.jupiter.api.Assumptions;

/** The real files of the public registers, next to the project; tests that need them are skipped if they are missing. */
public final class OpenData {

    static final Path FOLDER = Path.of(System.getProperty("tec.opendata", "../shared/data/duo"));

    public static final String PO_ADDRESSES = "po/02.-alle-schoolvestigingen-basisonderwijs.csv";
    public static final String PO_PUPILS = "po/06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv";
    static final String PO_AGES = "po/leerlingen-po-per-gemeente-postcode-leeftijd-20241001/Deventer afgeschermd.csv";
    static final String VO_ADDRESSES = "vo/alle-vestigingen-vo.csv";
    static final String VO_PUPILS = "vo/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.regio.csv";
    static final String VO_EXAMS = "vo/examenkandidaten-en-geslaagden-2019-2024.regio.csv";
    static final String VO_EXAMS_BEFORE = "vo/examenkandidaten-en-geslaagden-2014-2019.regio.csv";
    public static final String PC4 = "geo/4pp.csv";
    static final String PC4_COMMA = "geo/postcode_coords.csv";
    public static final String COORDINATES = "geo/scholen-20241122.regio.geo.json";
    static final String HOLIDAYS = "vakanties/holidays.school.csv";
    static final String PUBLIC_HOLIDAYS = "vakanties/holidays.public.csv";
    public static final String MUNICIPALITIES = "vakanties/subdivisions.csv";

    private OpenData() {}

    public static void needed() {
        Assumptions.assumeTrue(
                Files.isDirectory(FOLDER),
                "skipped: the public files are not at "
                        + FOLDER.toAbsolutePath().normalize());
    }

    static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(FOLDER.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RegisterFile file(String path) {
        try {
            Path file = FOLDER.resolve(path);
            InputStream content = Files.newInputStream(file);
            return new RegisterFile(String.valueOf(file.getFileName()), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all files, deliberately in an unhelpful order. */
    static List<RegisterFile> all() {
        Stream<String> ages;
        try (Stream<Path> files = Files.list(FOLDER.resolve(PO_AGES).getParent())) {
            ages = files.map(f -> FOLDER.relativize(f).toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.concat(
                        ages,
                        Stream.of(
                                HOLIDAYS,
                                PUBLIC_HOLIDAYS,
                                VO_EXAMS,
                                VO_EXAMS_BEFORE,
                                VO_PUPILS,
                                COORDINATES,
                                PC4,
                                MUNICIPALITIES,
                                PO_PUPILS,
                                VO_ADDRESSES,
                                PO_ADDRESSES))
                .map(OpenData::file)
                .toList();
    }
}
