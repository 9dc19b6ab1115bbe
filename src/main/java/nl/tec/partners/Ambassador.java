package nl.tec.partners;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a relevant network who signed as ambassador (rules 6). Stored by position, not by name.
 *
 * @param ended the last day; null: has not ended
 * @param basis the declaration that was signed, online or on paper
 */
public record Ambassador(
        long id,
        String positionNl,
        String positionEn,
        LocalDate signed,
        @Nullable LocalDate ended,
        Basis basis) {}
