package nl.tec.partners;

import nl.tec.documents.UploadedFile;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;

/**
 * The submitted form of a delivery; field names are those of the page.
 *
 * @param link to a page with evidence; empty: none
 * @param document with evidence; null: none
 */
public record DeliveryForm(
        String day,
        String amount,
        String evidence,
        String session,
        String link,
        @Nullable UploadedFile document) {

    /** Creates a form with evidence in words only. */
    public DeliveryForm(String day, String amount, String evidence, String session) {
        this(day, amount, evidence, session, "", null);
    }

    public static DeliveryForm of(FormData form, @Nullable UploadedFile document) {
        return new DeliveryForm(
                form.text("dag"),
                form.text("geleverd"),
                form.text("bewijs"),
                form.text("sessie"),
                form.text("link"),
                document);
    }
}
