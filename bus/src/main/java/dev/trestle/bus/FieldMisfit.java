package dev.trestle.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A field that does not fit its record; Jackson adds the path on the way up. */
final class FieldMisfit extends JsonMappingException {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    FieldMisfit(JsonParser parser, String complaint) {
        super(parser, complaint);
        this.complaint = complaint;
    }

    /** What is wrong, as the end of a sentence that starts with the field. */
    String complaint() {
        return complaint;
    }
}
