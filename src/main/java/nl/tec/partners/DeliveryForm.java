package nl.tec.partners;

import nl.tec.documents.UploadedFile;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;

/**
 * The form to report a delivery, as typed; names of the fields are those of the page.
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
