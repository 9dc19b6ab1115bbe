package nl.tec.knowledge;

import java.time.Instant;
import java.util.List;
import nl.tec.programme.ActivityMaterial;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An item of the library with all that belongs to it.
 *
 * @param organisation the name of its maker; empty: the hub
 * @param version of its content: 1 for the first
 * @param publishedAt time of its first publication; null: never
 * @param own the submission by its organisation; null: the hub entered it
 */
public record Item(
        long id,
        String slug,
        ItemState state,
        ItemDetails details,
        String organisation,
        int version,
        boolean invented,
        @Nullable Instant publishedAt,
        Instant changedAt,
        @Nullable Ownership own,
        List<File> files,
        List<UsedAt> activities,
        List<AtStep> steps) {

    /** @param bytes its size */
    public record File(long id, String name, String media, String label, int bytes) {

        public boolean picture() {
            return media.startsWith("image/");
        }

        /** Returns the Markdown that shows this picture in the text of the item. */
        public String inText() {
            return "![" + label.replaceAll("[\\[\\]\\\\]", "") + "](<" + name + ">)";
        }
    }

    /** An activity that a class uses the item with. */
    public record UsedAt(
            long activityId, String slug, Bilingual title, boolean published, ActivityMaterial.Moment moment) {}

    /** A step of a learning line to which it is attached. @param published whether the line is public */
    public record AtStep(
            long stepId,
            String lineKey,
            Bilingual line,
            Bilingual title,
            boolean published,
            ActivityMaterial.Moment moment) {}

    /**
     * Material that its organisation entered itself.
     *
     * @param revises the item that it is a change of; null: a new item
     * @param moderation null: not sent in, or accepted
     * @param message the question, or the reason for the refusal; else empty
     * @param submittedBy the account that is notified of the decision; null: the account is gone
     */
    public record Ownership(
            @Nullable Long revises,
            @Nullable ItemModeration moderation,
            String message,
            @Nullable Long submittedBy) {

        public boolean change() {
            return revises != null;
        }
    }

    /** Whether a programme manager has to decide. */
    public boolean waits() {
        return own != null && own.moderation() == ItemModeration.SUBMITTED;
    }

    /** Whether nobody but its organisation may see it: it was not sent in. */
    public boolean isPrivate() {
        return own != null && own.moderation() == null && state == ItemState.DRAFT;
    }

    /** Whether its organisation changes it directly; otherwise it makes a change that has to be accepted. */
    public boolean isOpenToMaker() {
        return own != null && !published();
    }

    public Bilingual title() {
        return details.words().title();
    }

    public boolean published() {
        return state == ItemState.PUBLISHED;
    }
}
