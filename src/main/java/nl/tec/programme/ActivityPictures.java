package nl.tec.programme;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.Picture;
import nl.tec.programme.internal.ActivityPictureStore;
import nl.tec.programme.internal.ActivityPictureStore.Scaled;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pictures of participants' work on the public page of an activity (rules 8.8), managed by programme managers: only with permission,
 * with an alternative text, and without the file's metadata on place and time.
 */
@Service
public class ActivityPictures {

    public static final String FILE = EvidenceDocument.FIELD;
    public static final String ALT = "wat";
    public static final String PERMISSION_FROM = "toestemming-van";
    public static final String PERMISSION_ON = "toestemming-op";
    public static final String DECLARED = "toestemming";

    public static final int MAX_BYTES = EvidenceDocument.MAX_BYTES;
    public static final int MAX_PICTURES = 24;
    public static final int MAX_TEXT_LENGTH = 200;
    /** The retention period in days from the upload. */
    public static final int KEEP_DAYS = 365;

    private static final int MIN_SIDE = 200;
    private static final int WIDTH = 1280;
    private static final int SMALL_WIDTH = 320;
    /** The maximum size of the small version, which keeps the first load of a page with three of them under 100 kB. */
    private static final int MAX_SMALL_BYTES = 8_000;

    private static final float QUALITY = 0.75f;
    private static final float MIN_QUALITY = 0.45f;

    /**
     * A picture uploaded by a programme manager.
     *
     * @param permissionOn null: not given
     * @param declared whether they declare that everybody concerned gave permission
     */
    public record Upload(
            byte[] file,
            @Nullable Long sessionId,
            Bilingual alt,
            String permissionFrom,
            @Nullable LocalDate permissionOn,
            boolean declared) {}

    private final ActivityPictureStore store;
    private final Catalogue catalogue;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ActivityPictures(
            ActivityPictureStore store,
            Catalogue catalogue,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.catalogue = catalogue;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Returns the pictures of an activity, newest first. */
    public List<ActivityPicture> of(long activityId) {
        return store.of(activityId);
    }

    /** Finds the content of one version, if its activity is public. */
    public Optional<byte[]> find(String hash) {
        return store.find(hash);
    }

    /** Adds a picture to the page of an activity, scaled and re-encoded before its transaction begins. */
    public Outcome<Long> add(long activityId, Upload upload, Actor by) {
        if (catalogue.find(activityId).isEmpty()) {
            throw new NotFound("activity " + activityId);
        }
        Problems problems = check(upload);
        List<Scaled> scaled = scaled(upload.file(), problems);
        return Objects.requireNonNull(transaction.execute(status -> stored(activityId, upload, scaled, problems, by)));
    }

    private Outcome<Long> stored(long activityId, Upload upload, List<Scaled> scaled, Problems problems, Actor by) {
        store.lock(activityId);
        problems.addIf(store.count(activityId) >= MAX_PICTURES, FILE, "pictures.check.many", MAX_PICTURES);
        boolean known = upload.sessionId() == null || store.isSession(upload.sessionId(), activityId);
        problems.addIf(!known, "sessie", "pictures.check.session");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.add(activityId, upload, scaled, by);
        audit.add(by, "PICTURE_ADDED", "activity", activityId);
        return Outcome.done(id);
    }

    /** Deletes a picture for good, as the permission may have been withdrawn. */
    @Transactional
    public void remove(long activityId, long pictureId, Actor by) {
        if (store.remove(activityId, pictureId)) {
            audit.add(by, "PICTURE_REMOVED", "activity", activityId);
        }
    }

    private Problems check(Upload upload) {
        LocalDate on = upload.permissionOn();
        return new Problems()
                .addIf(upload.alt().dutch().isBlank(), ALT, "pictures.check.alt")
                .addIfLonger(upload.alt(), MAX_TEXT_LENGTH, ALT)
                .addIf(upload.permissionFrom().isBlank(), PERMISSION_FROM, "pictures.check.from")
                .addIfLonger(upload.permissionFrom(), MAX_TEXT_LENGTH, PERMISSION_FROM)
                .addIf(on == null || on.isAfter(Dates.today(clock)), PERMISSION_ON, "pictures.check.on")
                .addIf(!upload.declared(), DECLARED, "pictures.check.declared");
    }

    /** Returns the small and the large version; adds a problem and returns none if the file is not a readable picture. */
    private static List<Scaled> scaled(byte[] file, Problems problems) {
        FileType type = EvidenceDocument.type(file);
        if (file.length == 0) {
            problems.add(FILE, "pictures.check.none");
        } else if (file.length > MAX_BYTES || type != FileType.JPEG && type != FileType.PNG) {
            problems.add(FILE, "pictures.check.type", MAX_BYTES / 1_000_000);
        } else {
            try {
                Picture picture = Picture.read(file, WIDTH, 2 * WIDTH);
                problems.addIf(picture.sideOfFile() < MIN_SIDE, FILE, "pictures.check.small", MIN_SIDE);
                return scaled(picture);
            } catch (Picture.TooManyPixels e) {
                problems.add(FILE, "pictures.check.pixels", Picture.MAX_PIXELS / 1_000_000);
            } catch (IOException | RuntimeException broken) {
                // image readers throw arbitrary exceptions on corrupt files
                problems.add(FILE, "pictures.check.broken");
            }
        }
        return List.of();
    }

    private static List<Scaled> scaled(Picture picture) throws IOException {
        Scaled small = light(picture.within(SMALL_WIDTH, 2 * SMALL_WIDTH));
        return picture.width() > SMALL_WIDTH ? List.of(small, scaled(picture, QUALITY)) : List.of(small);
    }

    /** Reduces the quality, and then the width, until the picture is small enough. */
    private static Scaled light(Picture picture) throws IOException {
        float quality = QUALITY;
        Picture smaller = picture;
        Scaled scaled = scaled(smaller, quality);
        while (scaled.content().length > MAX_SMALL_BYTES) {
            if (quality > MIN_QUALITY) {
                quality -= 0.1f;
            } else {
                smaller = smaller.within(smaller.width() * 4 / 5, smaller.height());
            }
            scaled = scaled(smaller, quality);
        }
        return scaled;
    }

    private static Scaled scaled(Picture picture, float quality) throws IOException {
        return new Scaled(picture.width(), picture.height(), picture.jpeg(quality));
    }
}
