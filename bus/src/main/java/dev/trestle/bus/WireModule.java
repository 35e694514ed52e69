package dev.trestle.bus;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.Arrays;

/** Teaches Jackson the contract's rules for records and for unions. */
final class WireModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new UnionMembersAsValues());
        context.addBeanDeserializerModifier(new RecordsAndUnions());
    }

    /** Whether {@code type} is a sealed interface of records that travel as their only component. */
    private static boolean isUnion(Class<?> type) {
        return type.isInterface()
                && type.isSealed()
                && Arrays.stream(type.getPermittedSubclasses())
                        .allMatch(member -> member.isRecord() && member.getRecordComponents().length == 1);
    }

    private static final class UnionMembersAsValues extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAsValue(Annotated annotated) {
            return annotated instanceof AnnotatedMethod method
                            && method.getDeclaringClass().isRecord()
                            && Arrays.stream(method.getDeclaringClass().getInterfaces())
                                    .anyMatch(WireModule::isUnion)
                            && method.getName()
                                    .equals(method.getDeclaringClass()
                                            .getRecordComponents()[0]
                                            .getName())
                    ? Boolean.TRUE
                    : null;
        }
    }

    private static final class RecordsAndUnions extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> given) {
            var type = description.getBeanClass();
            if (type.isRecord()) {
                return new RecordReader(type);
            }
            return isUnion(type) ? new UnionReader(type) : given;
        }
    }
}
