package nl.tec.partners;

import java.util.Map;
import nl.tec.documents.UploadedFile;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to report a delivery; names of the fields are those of the page.
 *
 * @param link to a page that shows it; empty: none
 * @param document that shows it; null: none
 */
public record DeliveryForm(
        String day,
        String amount,
        String evidence,
        String session,
        String link,
        @Nullable UploadedFile document) {

    /** With evidence in words alone. */
    public DeliveryForm(String day, String amount, String evidence, String session) {
        this(day, amount, evidence, session, "", null);
    }

    public static DeliveryForm of(Map<String, String> typed, @Nullable UploadedFile document) {
        return new DeliveryForm(
                typed.getOrDefault("dag", ""),
                typed.getOrDefault("geleverd", ""),
                typed.getOrDefault("bewijs", ""),
                typed.getOrDefault("sessie", ""),
                typed.getOrDefault("link", ""),
                document);
    }
}
