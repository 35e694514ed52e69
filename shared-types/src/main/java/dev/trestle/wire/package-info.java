/**
 * The contract: every operation, every kind of notification, every error, as Java records and two kinds of rows.
 *
 * <p>It depends on the JDK alone and knows nobody. {@code schema/protocol.json} is made from it for other languages.
 * Everything here is immutable and may be used from any thread.
 *
 * <p>How a record becomes JSON: a component is a member of the same name; {@code null} is left out; a member that is
 * absent or {@code null} reads as the component's {@link dev.trestle.wire.Default}, as {@code null} where the component
 * is {@link dev.trestle.wire.Nullable}, and is refused otherwise; unknown members are ignored. An enum constant is
 * written as its {@code toString()}. A sealed interface of records with one component each is written as that
 * component's bare value.
 */
package dev.trestle.wire;
