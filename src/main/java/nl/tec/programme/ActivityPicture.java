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
 * @param sessionStart when it was made; null: not said
 * @param alt what is to be seen on it
 * @param permissionFrom who gave permission, {@code permissionOn} when
 * @param declaredBy name of who said so when putting it on the page
 * @param files the same picture in one or two widths, the smallest first
 */
public record ActivityPicture(
        long id,
        @Nullable Instant sessionStart,
        Bilingual alt,
        String permissionFrom,
        LocalDate permissionOn,
        Instant declaredAt,
        String declaredBy,
        List<File> files) {

    /** @param hash of its content, which is its address */
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
