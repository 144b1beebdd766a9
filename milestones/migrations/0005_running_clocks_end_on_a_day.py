import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_thirty_two_authorities'),
        ('cases', '0003_no_index_on_the_authority_alone'),
        ('milestones', '0004_no_index_on_the_authority_alone'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='timescale',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='timescale',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='timescale',
            name='delete_delete',
        ),
        migrations.RemoveIndex(
            model_name='clock',
            name='clocks_running_by_due_day',
        ),
        migrations.AddField(
            model_name='timescale',
            name='chased_until',
            field=models.DateField(blank=True, help_text='An aim’s target day: after it its clocks are history', null=True),
        ),
        migrations.AddField(
            model_name='timescaleevent',
            name='chased_until',
            field=models.DateField(blank=True, help_text='An aim’s target day: after it its clocks are history', null=True),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('in_query', False), ('stopped_on__isnull', True)), fields=['authority', 'due_on', 'child', 'timescale'], name='clocks_open_by_due_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='timescale',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "chased_until", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (NEW."authority_id", NEW."basis", NEW."chased_until", NEW."definition", NEW."id", NEW."instrument", NEW."is_on_by_default", NEW."is_superseded", NEW."is_verified", NEW."lead_times", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."ref", NEW."section", NEW."source_note", NEW."stops_when", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='7263cc98d1a883e2097bb7331060678f7a2f09c8', operation='INSERT', pgid='pgtrigger_insert_insert_e1826', table='milestones_timescale', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='timescale',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "chased_until", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (NEW."authority_id", NEW."basis", NEW."chased_until", NEW."definition", NEW."id", NEW."instrument", NEW."is_on_by_default", NEW."is_superseded", NEW."is_verified", NEW."lead_times", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."ref", NEW."section", NEW."source_note", NEW."stops_when", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='b476268e924f21b1360a1ae9189906376f0c3fdd', operation='UPDATE', pgid='pgtrigger_update_update_eba58', table='milestones_timescale', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='timescale',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "chased_until", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (OLD."authority_id", OLD."basis", OLD."chased_until", OLD."definition", OLD."id", OLD."instrument", OLD."is_on_by_default", OLD."is_superseded", OLD."is_verified", OLD."lead_times", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."ref", OLD."section", OLD."source_note", OLD."stops_when", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;', hash='1fa2bce62f0e5aa66135c6c37cdc8b6a05ed5ec1', operation='DELETE', pgid='pgtrigger_delete_delete_282d1', table='milestones_timescale', when='AFTER')),
        ),
    ]
