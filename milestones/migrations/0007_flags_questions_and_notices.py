"""Flags and their answers, data-quality questions, notices: tables and their keys (the wall is 0008)."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_audit_finds_whom_a_list_showed'),
        ('cases', '0006_second_wall'),
        ('milestones', '0006_second_wall'),
    ]

    operations = [
        migrations.AddField(
            model_name='timescaleswitch',
            name='lead_times',
            field=models.JSONField(blank=True, help_text='Its own, instead of the shipped ones: [[6, "months"]]', null=True),
        ),
        migrations.CreateModel(
            name='DelayCause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_in_use', models.BooleanField(default=True)),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delay_causes', to='accounts.authority')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('authority', 'name'), name='delay_cause_is_listed_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Delay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('started_on', models.DateField(verbose_name='of the clock that started on')),
                ('promised_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.child')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('timescale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.timescale')),
                ('cause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.delaycause')),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('child', 'timescale', 'started_on'), name='clock_has_one_cause_of_delay_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('started_on', models.DateField(verbose_name='of the clock that started on')),
                ('due_on', models.DateField()),
                ('step', models.CharField(choices=[('approaching', 'Approaching'), ('overdue', 'Overdue')], max_length=12)),
                ('lead_days', models.PositiveSmallIntegerField(help_text="Days from the lead time's day to the due day", null=True)),
                ('raised_on', models.DateField(help_text='The day it was flagged for')),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('cleared_at', models.DateTimeField(null=True)),
                ('cleared_because', models.CharField(blank=True, choices=[('stopped', 'What stops the clock was recorded'), ('left', 'The child left the situation that the rule is about'), ('corrected', 'The facts were corrected'), ('step', 'The next step was reached'), ('switched_off', 'The rule no longer runs here'), ('history', 'It was due before the authority went live'), ('query', 'The facts contradict one another and are to be corrected'), ('sealed', 'The record was sealed')], max_length=12)),
                ('cleared_by_fact', models.CharField(blank=True, help_text='In words', max_length=300)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.child')),
                ('timescale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.timescale')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('cleared_at__isnull', True)), fields=['authority', 'due_on', 'child'], name='live_flags_by_due_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('child', 'timescale', 'started_on'), name='clock_has_one_live_flag'), models.CheckConstraint(condition=models.Q(models.Q(('lead_days__isnull', False), ('step', 'approaching')), models.Q(('lead_days__isnull', True), ('step', 'overdue')), _connector='OR'), name='approaching_flag_says_how_long_before'), models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', True), ('cleared_because', '')), models.Q(('cleared_at__isnull', False), models.Q(('cleared_because', ''), _negated=True)), _connector='OR'), name='cleared_flag_says_why')],
            },
        ),
        migrations.CreateModel(
            name='LadderRung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('social_worker', 'Social worker'), ('team_leader', 'Team leader'), ('manager', 'Service manager')], max_length=30)),
                ('after_days', models.PositiveSmallIntegerField(help_text='Days overdue, without a promised date still ahead')),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ladder', to='accounts.authority')),
            ],
            options={
                'ordering': ['after_days', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('authority', 'role'), name='ladder_names_a_role_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('digest', 'Digest'), ('at_once', 'At once')], max_length=10)),
                ('on', models.DateField(verbose_name='of the day')),
                ('number', models.PositiveSmallIntegerField(default=1, help_text='Counted within the day')),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['authority', 'on'], name='mailings_to_be_sent')],
                'constraints': [models.UniqueConstraint(fields=('authority', 'person', 'kind', 'on', 'number'), name='mailing_is_made_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('approaching', 'Due soon'), ('overdue', 'Overdue'), ('escalated', 'Overdue for long'), ('naming_ends', 'Leave to know of a restricted record ends'), ('job', 'Work that you asked for is done'), ('quality', 'To correct'), ('nightly', 'The nightly work found something')], max_length=20)),
                ('key', models.CharField(help_text='The thing itself: told once', max_length=200)),
                ('words', models.CharField(max_length=300)),
                ('path', models.CharField(blank=True, help_text='The page it leads to', max_length=300)),
                ('cannot_wait', models.BooleanField(default=False)),
                ('raised_on', models.DateField()),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(help_text='No longer so before it was mailed', null=True)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('child', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.child')),
                ('mailing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='milestones.mailing')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-raised_at', '-pk'],
                'indexes': [models.Index(fields=['authority', 'person', '-raised_at'], name='notices_of_a_person'), models.Index(condition=models.Q(('mailing__isnull', True), ('withdrawn_at__isnull', True)), fields=['authority', 'person'], name='notices_waiting_to_be_mailed')],
                'constraints': [models.UniqueConstraint(fields=('authority', 'person', 'key'), name='notice_is_given_once_for_a_thing')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('daily', 'Once a day'), ('weekly', 'Once a week, on Monday'), ('page_only', 'Not by e-mail, on the page only')], default='daily', max_length=10)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'authority'), name='notice_choice_is_made_once')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=40)),
                ('fact_kind', models.CharField(blank=True, max_length=20)),
                ('fact_id', models.BigIntegerField(help_text='The row of the fact that is in doubt', null=True)),
                ('asks_from', models.DateField()),
                ('about_on', models.DateField(help_text='The day in the facts that it is about', null=True)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.child')),
            ],
            options={
                'ordering': ['asks_from', 'pk'],
                'indexes': [models.Index(fields=['authority', 'asks_from', 'child'], name='questions_by_the_day_they_ask')],
                'constraints': [models.UniqueConstraint(fields=('child', 'code', 'fact_kind', 'fact_id'), name='question_is_asked_once_of_a_fact', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('started_on', models.DateField(verbose_name='of the clock that started on')),
                ('until', models.DateField(help_text='The day it speaks up again')),
                ('reason', models.CharField(max_length=500)),
                ('snoozed_on', models.DateField()),
                ('snoozed_at', models.DateTimeField(auto_now_add=True)),
                ('woken_at', models.DateTimeField(null=True)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.child')),
                ('snoozed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('timescale', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.timescale')),
            ],
            options={
                'ordering': ['-snoozed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='snooze_says_why'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('snoozed_on'))), name='snooze_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('woken_at__isnull', True)), fields=('child', 'timescale', 'started_on'), name='clock_is_snoozed_once_at_a_time')],
            },
        ),
    ]
