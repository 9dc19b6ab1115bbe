package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A picture of what people made at an activity, for its public page.
 *
 * @param sessionStart the start of the session it was taken at; null: unknown
 * @param alt the alternative text
 * @param permissionFrom who gave permission; {@code permissionOn}: when
 * @param declaredBy the name of the uploader, who declared the permission
 * @param files the picture in one or two widths, smallest first
 */
public record ActivityPicture(
        long id,
        @Nullable Instant sessionStart,
        Bilingual alt,
        String permissionFrom,
        LocalDate permissionOn,
        String declaredBy,
        List<File> files) {

    /** @param hash of its content, used in its URL */
    public record File(int width, int height, String hash) {

        public String path() {
            return "/foto/" + hash + ".jpg";
        }
    }

    public ActivityPicture {
        files = files.stream().sorted(Comparator.comparingInt(File::width)).toList();
    }

    public File smallest() {
        return files.get(0);
    }

    public File largest() {
        return files.get(files.size() - 1);
    }
}
